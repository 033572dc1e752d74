package io.isequencer.cli.oracle;

import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.drive.CheckPlan;
import io.isequencer.oracle.drive.Profile;
import java.util.Arrays;
import java.util.stream.Collectors;
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

    @Option(names = "--case", paramLabel = "GLOB", description = "Only cases with such an id, as 'L3-torn-*'.")
    private String glob;

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
        return new CheckPlan(level, glob, seed, profile, patienceMs);
    }

    static final class ProfileName implements ITypeConverter<Profile> {
        @Override
        public Profile convert(String text) {
            return Profile.of(text)
                    .orElseThrow(() -> new CommandLine.TypeConversionException("profile must be "
                            + Arrays.stream(Profile.values()).map(Profile::id).collect(Collectors.joining(" or "))
                            + ": profile=" + text));
        }
    }
}
