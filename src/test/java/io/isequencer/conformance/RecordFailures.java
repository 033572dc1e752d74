package io.isequencer.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.isequencer.architecture.ProjectFiles;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.drive.Check;
import io.isequencer.oracle.drive.CheckPlan;
import io.isequencer.oracle.drive.ProcessChannel;
import io.isequencer.oracle.drive.Profile;
import io.isequencer.oracle.report.FailurePattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures how each defective variant fails, and writes {@code conformance/adapters/failures.json}. To be run after a
 * change of the cases or of the variants, on a machine that has nothing else to do; takes some minutes:
 *
 * <p>{@code mvn -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=io.isequencer.conformance.RecordFailures}
 */
final class RecordFailures {
    /** Not the model's paths, which are about no rule in particular. */
    private static final CheckPlan ALL = new CheckPlan(Level.L3, "{L[0-2]-*,L3-[!m]*}", 1, Profile.STRICT, 3_000);

    private RecordFailures() {}

    public static void main(String[] args) throws IOException {
        StringBuilder text = new StringBuilder("{");
        for (PlantedVariant variant : PlantedVariant.all().defects()) {
            Check check = new Check(
                    () -> ProcessChannel.start(PlantedVariant.command(variant.language(), variant.id())),
                    ALL,
                    result -> {});
            Map<String, Double> parts = new TreeMap<>();
            FailurePattern.of(check.run()).parts().forEach((key, part) -> parts.put(key, rounded(part)));
            text.append(text.length() > 1 ? ",\n" : "\n")
                    .append('"')
                    .append(variant.id())
                    .append("\": ")
                    .append(new ObjectMapper().writeValueAsString(parts));
            System.err.println(variant.id() + ": " + parts.size());
        }
        Path file = ProjectFiles.ROOT.resolve("conformance/adapters/failures.json");
        Files.writeString(file, text.append("\n}\n"));
    }

    private static double rounded(double part) {
        return Math.round(part * 100) / 100.0;
    }
}
