package io.isequencer.conformance;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.drive.Check;
import io.isequencer.oracle.drive.CheckPlan;
import io.isequencer.oracle.drive.ProcessChannel;
import io.isequencer.oracle.drive.Profile;
import io.isequencer.oracle.report.FailurePattern;
import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures how each defective variant fails, and writes {@code conformance/adapters/failures.json}. To be run after a
 * change of the cases or of the variants, on a machine that has nothing else to do; takes some minutes:
 *
 * <p>{@code mvn -q test-compile -pl cli -am -Drecord=RecordFailures}
 *
 * <p>With ids as arguments ({@code -Drecord.of}) these alone are measured, and the others stay as they are.
 */
final class RecordFailures {
    /** Not the model's paths, which are about no rule in particular. */
    private static final CheckPlan ALL = new CheckPlan(Level.L3, "{L[0-2]-*,L3-[!m]*}", 1, Profile.STRICT, 3_000);

    private RecordFailures() {}

    public static void main(String[] args) throws IOException {
        Path file = ProjectFiles.ROOT.resolve("conformance/adapters/failures.json");
        ObjectMapper json = new ObjectMapper();
        Map<String, Map<String, Double>> known = json.readValue(Files.readString(file), new TypeReference<>() {});
        StringBuilder text = new StringBuilder("{");
        for (PlantedVariant variant : PlantedVariant.all().defects()) {
            boolean stays = args.length > 0 && !List.of(args).contains(variant.id());
            Map<String, Double> parts = stays ? known.get(variant.id()) : measured(variant);
            text.append(text.length() > 1 ? ",\n" : "\n")
                    .append('"')
                    .append(variant.id())
                    .append("\": ")
                    .append(json.writeValueAsString(parts));
        }
        Files.writeString(file, text.append("\n}\n"));
    }

    private static Map<String, Double> measured(PlantedVariant variant) {
        Check check = new Check(
                () -> ProcessChannel.start(PlantedVariant.command(variant.language(), variant.id())),
                ALL,
                result -> {});
        Map<String, Double> parts = new TreeMap<>();
        FailurePattern.of(check.run()).parts().forEach((key, part) -> parts.put(key, rounded(part)));
        System.err.println(variant.id() + ": " + parts.size());
        return parts;
    }

    private static double rounded(double part) {
        return Math.round(part * 100) / 100.0;
    }
}
