package io.isequencer.conformance;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.channel.ProcessChannel;
import io.isequencer.oracle.drive.Check;
import io.isequencer.oracle.drive.CheckPlan;
import io.isequencer.oracle.drive.Profile;
import io.isequencer.oracle.report.FailurePattern;
import io.isequencer.testing.ProjectFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures how each defective variant fails, and writes {@code conformance/adapters/failures.json}. To be run after a
 * change of the cases or of the variants; takes some minutes:
 *
 * <p>{@code mvn -q test-compile -pl cli -am -Drecord=RecordFailures -Drecord.of=2}
 *
 * <p>The first argument is how many variants are measured side by side, which mostly wait. With ids behind it these alone
 * are measured, and the others stay as they are.
 */
final class RecordFailures {
    /**
     * Not the model's paths, which are about no rule in particular. Longer than a pause that a busy machine makes: what a
     * variant does not say is waited for as long.
     */
    private static final CheckPlan ALL = new CheckPlan(Level.L3, "{L[0-2]-*,L3-[!m]*}", 1, Profile.STRICT, 10_000);

    private static final Path FILE = ProjectFiles.ROOT.resolve("conformance/adapters/failures.json");

    private RecordFailures() {}

    public static void main(String[] args) throws Exception {
        List<String> chosen = List.of(args).subList(1, args.length);
        ObjectMapper json = new ObjectMapper();
        Map<String, Map<String, Double>> known = json.readValue(Files.readString(FILE), new TypeReference<>() {});
        ExecutorService pool = Executors.newFixedThreadPool(Integer.parseInt(args[0]));
        try {
            List<Future<Map<String, Double>>> all = new ArrayList<>();
            for (PlantedVariant variant : PlantedVariant.all().defects()) {
                boolean stays = !chosen.isEmpty() && !chosen.contains(variant.id());
                all.add(pool.submit(() -> stays ? known.get(variant.id()) : measured(variant)));
            }
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < all.size(); i++) {
                text.append(i == 0 ? "{\n" : ",\n")
                        .append('"')
                        .append(PlantedVariant.all().defects().get(i).id())
                        .append("\": ")
                        .append(json.writeValueAsString(all.get(i).get()));
            }
            Files.writeString(FILE, text.append("\n}\n"));
        } finally {
            pool.shutdownNow();
        }
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
