package io.isequencer.architecture.violators.environment;

import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.BreakIterator;
import java.text.Collator;
import java.text.DateFormat;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.text.SimpleDateFormat;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Calendar;
import java.util.Date;
import java.util.Formatter;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Scanner;
import java.util.TimeZone;
import java.util.function.UnaryOperator;

/** Breaks a rule on purpose, in each method once. */
public final class AsksTheEnvironment {
    private AsksTheEnvironment() {}

    static String format() {
        return String.format("%d", 1);
    }

    static String formatted() {
        return "%d".formatted(1);
    }

    static String lowerCase() {
        return "I".toLowerCase();
    }

    static UnaryOperator<String> upperCaseByReference() {
        return String::toUpperCase;
    }

    static UnaryOperator<String> lowerCaseInLambda() {
        return text -> text.toLowerCase();
    }

    static void streamPrints(PrintStream out) {
        out.printf("%d", 1);
    }

    static void writerPrints(PrintWriter out) {
        out.format("%d", 1);
    }

    static Formatter formatter() {
        return new Formatter(new StringBuilder());
    }

    static Object decimalFormat() {
        return new DecimalFormat("0");
    }

    static Object dateFormat() {
        return new SimpleDateFormat("yyyy");
    }

    static Object messageFormat() {
        return new MessageFormat("{0}");
    }

    static String message() {
        return MessageFormat.format("{0}", 1);
    }

    static Object numberFormat() {
        return NumberFormat.getInstance();
    }

    static Object dates() {
        return DateFormat.getDateInstance();
    }

    static Object symbols() {
        return DecimalFormatSymbols.getInstance();
    }

    static Object collator() {
        return Collator.getInstance();
    }

    static Object breaks() {
        return BreakIterator.getLineInstance();
    }

    static Object pattern() {
        return DateTimeFormatter.ofPattern("yyyy");
    }

    static Object builtPattern() {
        return new DateTimeFormatterBuilder().toFormatter();
    }

    static Object bundle() {
        return ResourceBundle.getBundle("texts");
    }

    static Locale locale() {
        return Locale.getDefault();
    }

    static byte[] bytes() {
        return "é".getBytes();
    }

    static String decoded() {
        return new String(new byte[1]);
    }

    static String decodedInPart() {
        return new String(new byte[1], 0, 1);
    }

    static String collected() {
        return new ByteArrayOutputStream().toString();
    }

    static Object reader() {
        return new InputStreamReader(InputStream.nullInputStream());
    }

    static Object writer() {
        return new OutputStreamWriter(new ByteArrayOutputStream());
    }

    static Object fileReader() throws IOException {
        return new FileReader("name");
    }

    static Object fileWriter() throws IOException {
        return new FileWriter("name");
    }

    static Object printStream() {
        return new PrintStream(new ByteArrayOutputStream());
    }

    static Object printWriter() {
        return new PrintWriter(new ByteArrayOutputStream());
    }

    static Object scanner() {
        return new Scanner(new ByteArrayInputStream(new byte[0]));
    }

    static Charset charset() {
        return Charset.defaultCharset();
    }

    static Object zone() {
        return ZoneId.systemDefault();
    }

    static Object clock() {
        return Clock.systemDefaultZone();
    }

    static Object timeZone() {
        return TimeZone.getDefault();
    }

    static Object today() {
        return LocalDate.now();
    }

    static Object calendar() {
        return Calendar.getInstance();
    }

    static Object gregorian() {
        return new GregorianCalendar();
    }

    static String date() {
        return new Date(0).toString();
    }

    static String lineSeparator() {
        return System.lineSeparator();
    }

    static void newLine(Writer out) throws IOException {
        new BufferedWriter(out).newLine();
    }

    static void lines(Path file) throws IOException {
        Files.write(file, List.of("line"));
    }

    static Object host() throws IOException {
        return InetAddress.getLocalHost();
    }
}
