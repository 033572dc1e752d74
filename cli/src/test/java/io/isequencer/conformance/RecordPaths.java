package io.isequencer.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isequencer.cli.Main;
import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Has adapters play all paths of a configuration, and writes a file of {@code conformance/results/paths} for each. To be
 * run after a change of the model, of the cases that paths become, or of an adapter. On Linux, whose {@code /proc} has the
 * processor time of processes that have ended; takes minutes for each:
 *
 * <p>{@code mvn -q test-compile -pl cli -am -Drecord=RecordPaths "-Drecord.of=small 2 python go"}
 *
 * <p>The arguments are the configuration, the number of processes side by side, and ids of {@code adapters.json};
 * {@code java} is the reference in virtual time, and {@code java-threads} the production runtime.
 */
final class RecordPaths {
    /** In {@code /proc/self/stat}, counted behind the name in parentheses: of the children that were waited for. */
    private static final int CHILDREN_USER = 13;

    private static final int CHILDREN_SYSTEM = 14;
    private static final double TICKS_PER_SECOND = 100;

    /** A JVM may need longer to introduce itself than the oracle usually waits, on a busy machine. */
    private static final String PATIENCE = "30s";

    private RecordPaths() {}

    private record Subject(String id, String language, String toolVersion, List<String> command) {}

    public static void main(String[] args) throws IOException, InterruptedException {
        String config = args[0];
        int jobs = Integer.parseInt(args[1]);
        for (String id : List.of(args).subList(2, args.length)) {
            PathsResult result = measured(config, jobs, subject(id));
            result.write();
            System.err.println(config + " " + id + ": exit " + result.exitCode() + ", " + result.cpuSeconds() + " s");
        }
    }

    private static PathsResult measured(String config, int jobs, Subject subject)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(java());
        command.addAll(List.of("oracle", "check", "--paths", config, "--jobs", Integer.toString(jobs), "--json"));
        if (subject.language().equals("Java")) {
            command.addAll(List.of("--patience", PATIENCE));
        }
        command.add("--");
        command.addAll(subject.command());
        double before = childrenSeconds();
        Process check = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String report = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = check.waitFor();
        if (report.isEmpty()) {
            throw new IOException("a check must end with a report: adapter=" + subject.id() + ", exitCode=" + exitCode);
        }
        double cpuSeconds = Math.round((childrenSeconds() - before) * 10) / 10.0;
        JsonNode tree = new ObjectMapper().readTree(report);
        return new PathsResult(
                subject.id(),
                subject.language(),
                subject.toolVersion(),
                config,
                jobs,
                Runtime.getRuntime().availableProcessors(),
                cpuSeconds,
                Math.round(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()),
                tree);
    }

    private static Subject subject(String id) throws IOException, InterruptedException {
        if (id.equals("java") || id.equals("java-threads")) {
            List<String> command = new ArrayList<>(java());
            command.addAll(List.of("oracle", "serve"));
            if (id.equals("java-threads")) {
                command.add("--threads");
            }
            return new Subject(id, "Java", "Java " + Runtime.version().feature(), command);
        }
        BundledAdapter adapter = BundledAdapter.all().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("adapter must be bundled: id=" + id));
        Toolchains.build(adapter);
        return new Subject(id, adapter.language(), ToolVersions.of(id), adapter.command());
    }

    private static List<String> java() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return List.of(
                java.toString(),
                "-Xmx2g",
                "-XX:+UseSerialGC",
                "-Disequencer.home=" + ProjectFiles.ROOT.toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
    }

    private static double childrenSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[CHILDREN_USER]) + Long.parseLong(fields[CHILDREN_SYSTEM])) / TICKS_PER_SECOND;
    }
}
