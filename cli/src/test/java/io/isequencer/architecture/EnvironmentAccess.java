package io.isequencer.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.net.InetAddress;
import java.nio.charset.Charset;
import java.text.DecimalFormatSymbols;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Calls that ask the environment for what the program has to decide: how digits, letters, bytes and lines are written, and
 * when a day begins. Each has a sister that takes the answer as an argument.
 *
 * <p>Under the default locales of 90 languages {@code %d} writes digits that no pattern of ours reads.
 */
final class EnvironmentAccess extends ArchCondition<JavaClass> {
    private static final String LOCALE = Locale.class.getName();
    private static final String CHARSET = Charset.class.getName();

    /** What frees a call: an argument of such a type. Empty: nothing does. */
    private static final Map<String, Set<String>> ANSWERS = new HashMap<>();

    static {
        Set<String> locale = Set.of(LOCALE, DecimalFormatSymbols.class.getName());
        put(locale, "java.lang.String", "format", "toLowerCase", "toUpperCase");
        put(locale, "java.io.PrintStream", "format", "printf");
        put(locale, "java.io.PrintWriter", "format", "printf");
        put(locale, "java.util.Formatter", "<init>");
        put(locale, "java.text.DecimalFormat", "<init>");
        put(locale, "java.text.SimpleDateFormat", "<init>");
        put(locale, "java.text.MessageFormat", "<init>");
        put(locale, "java.text.NumberFormat", "getInstance", "getNumberInstance", "getIntegerInstance");
        put(locale, "java.text.NumberFormat", "getPercentInstance", "getCurrencyInstance", "getCompactNumberInstance");
        put(locale, "java.text.DateFormat", "getInstance", "getDateInstance", "getTimeInstance", "getDateTimeInstance");
        put(locale, "java.text.DecimalFormatSymbols", "<init>", "getInstance");
        put(locale, "java.text.Collator", "getInstance");
        put(locale, "java.text.BreakIterator", "getLineInstance", "getWordInstance", "getSentenceInstance");
        put(locale, "java.time.format.DateTimeFormatter", "ofPattern");
        put(locale, "java.time.format.DateTimeFormatterBuilder", "toFormatter");
        put(locale, "java.util.ResourceBundle", "getBundle");

        Set<String> charset = Set.of(CHARSET, "java.nio.charset.CharsetDecoder", "java.nio.charset.CharsetEncoder");
        put(charset, "java.lang.String", "getBytes");
        put(charset, "java.io.InputStreamReader", "<init>");
        put(charset, "java.io.OutputStreamWriter", "<init>");
        put(charset, "java.io.FileReader", "<init>");
        put(charset, "java.io.FileWriter", "<init>");
        put(charset, "java.io.PrintStream", "<init>");
        put(charset, "java.io.ByteArrayOutputStream", "toString");

        Set<String> zone = Set.of(ZoneId.class.getName(), Clock.class.getName());
        Stream.of("LocalDate", "LocalTime", "LocalDateTime", "ZonedDateTime", "OffsetDateTime", "OffsetTime", "Year")
                .forEach(type -> put(zone, "java.time." + type, "now"));
        put(Set.of("java.util.TimeZone"), "java.util.Calendar", "getInstance");
        put(Set.of("java.util.TimeZone", "int"), "java.util.GregorianCalendar", "<init>");

        Set<String> nothing = Set.of();
        put(nothing, "java.lang.String", "formatted");
        put(nothing, "java.text.MessageFormat", "format");
        put(nothing, "java.util.Locale", "getDefault");
        put(nothing, "java.nio.charset.Charset", "defaultCharset");
        put(nothing, "java.time.ZoneId", "systemDefault");
        put(nothing, "java.time.Clock", "systemDefaultZone");
        put(nothing, "java.util.TimeZone", "getDefault");
        put(nothing, "java.util.Date", "toString", "toLocaleString");
        put(nothing, "java.lang.System", "lineSeparator");
        put(nothing, "java.io.BufferedWriter", "newLine");
        put(nothing, InetAddress.class.getName(), "getLocalHost");
    }

    EnvironmentAccess() {
        super("ask the environment how to write or read");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        for (JavaCodeUnitAccess<?> access : type.getCodeUnitAccessesFromSelf()) {
            String owner = access.getTargetOwner().getName();
            List<String> arguments = access.getTarget().getRawParameterTypes().stream()
                    .map(JavaClass::getName)
                    .toList();
            if (asks(owner, access.getName(), arguments)) {
                events.add(SimpleConditionEvent.satisfied(access, access.getDescription()));
            }
        }
    }

    private static boolean asks(String owner, String name, List<String> arguments) {
        Set<String> answers = ANSWERS.get(owner + "#" + name);
        if (answers != null) {
            return arguments.stream().noneMatch(answers::contains);
        }
        return switch (owner + "#" + name) {
            case "java.lang.String#<init>" -> arguments.contains("[B") && !arguments.contains(CHARSET);
            case "java.util.Scanner#<init>" ->
                !arguments.contains(CHARSET) && !arguments.equals(List.of(String.class.getName()));
            case "java.io.PrintWriter#<init>" ->
                !arguments.contains(CHARSET) && !arguments.get(0).equals("java.io.Writer");
            case "java.nio.file.Files#write" -> arguments.contains("java.lang.Iterable");
            default -> false;
        };
    }

    private static void put(Set<String> answers, String owner, String... names) {
        for (String name : names) {
            ANSWERS.put(owner + "#" + name, answers);
        }
    }
}
