package io.isequencer.cli.oracle;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.drive.CheckPlan;
import io.isequencer.oracle.drive.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** Which cases are meant. */
final class CaseOptions {
    @Option(
            names = "--level",
            defaultValue = "L4",
            paramLabel = "L0..L4",
            description = "All cases up to that level. Default: ${DEFAULT-VALUE}.")
    private Level level;

    @Option(
            names = "--case",
            paramLabel = "GLOB",
            description =
                    "Only cases with such an id, as 'L3-torn-*'. May be given more than once, or several with commas.")
    private List<String> globs = List.of();

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Of the random schedules of level L4. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--profile",
            defaultValue = "strict",
            converter = ProfileName.class,
            paramLabel = "PROFILE",
            description = "strict, or go-2026-08: see 'explain go-2026-08'. Default: ${DEFAULT-VALUE}.")
    private Profile profile;

    CheckPlan plan(long patienceMs) {
        List<String> split = globs.stream().flatMap(CaseOptions::split).toList();
        try {
            CheckPlan plan = new CheckPlan(level, seed, profile, patienceMs, split);
            List<String> unmatched = plan.unmatchedGlobs();
            if (!unmatched.isEmpty()) {
                throw new CliException(
                        ExitCode.VACUOUS,
                        "case must match one up to level " + level + ", as './isequencer oracle list' has them: case="
                                + String.join(", ", unmatched));
            }
            return plan;
        } catch (PatternSyntaxException e) {
            throw new CliException(ExitCode.USAGE, "case must be a glob: case=" + e.getPattern(), e);
        }
    }

    /** At the commas that are not within braces or brackets. */
    static Stream<String> split(String text) {
        List<String> globs = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            } else if (c == ',' && depth == 0) {
                globs.add(text.substring(begin, i));
                begin = i + 1;
            }
        }
        globs.add(text.substring(begin));
        return globs.stream();
    }

    static final class ProfileName implements ITypeConverter<Profile> {
        @Override
        public Profile convert(String text) {
            return Profile.of(text)
                    .orElseThrow(() -> new CommandLine.TypeConversionException("profile must be "
                            + Profile.all().stream().map(Profile::id).collect(Collectors.joining(" or "))
                            + ": profile=" + text));
        }
    }
}
