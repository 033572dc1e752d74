package io.isequencer.cli;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the duration of an option, as {@code 500ms}, {@code 10s}, {@code 1m} or {@code 2h}. */
public abstract class DurationConverter implements ITypeConverter<Duration> {
    private static final Map<String, ChronoUnit> UNITS =
            Map.of("ms", ChronoUnit.MILLIS, "s", ChronoUnit.SECONDS, "m", ChronoUnit.MINUTES, "h", ChronoUnit.HOURS);

    private final Pattern form;
    private final String rule;

    /**
     * @param form an amount and a unit, as two groups
     * @param rule what the value must be: the error without the value
     */
    protected DurationConverter(String form, String rule) {
        this.form = Pattern.compile(form);
        this.rule = rule;
    }

    @Override
    public Duration convert(String text) {
        Matcher matcher = form.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException(rule + text);
        }
        return Duration.of(Long.parseLong(matcher.group(1)), UNITS.get(matcher.group(2)));
    }
}
