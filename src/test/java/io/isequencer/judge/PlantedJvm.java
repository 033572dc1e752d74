package io.isequencer.judge;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A child JVM that runs a named test with a planted defect first on its class path: for tests by Lincheck. */
public final class PlantedJvm implements AutoCloseable {
    private final Process process;
    private final Path output;

    /**
     * Begins to run a test.
     *
     * @param classes where the defective classes are
     * @param test as {@link TestProbe#run} wants it
     */
    public PlantedJvm(Path classes, String test) throws IOException {
        output = Files.createTempFile("isequencer-planted-", ".txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Over before the better compiler would pay.
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-cp");
        command.add(classes + File.pathSeparator + System.getProperty("java.class.path"));
        command.add(TestProbe.class.getName());
        command.add(test);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /**
     * Waits for the end.
     *
     * @return what the first failing test said, or nothing if all passed
     * @throws IllegalStateException if the test could not be run
     */
    public String failure() throws IOException, InterruptedException {
        int exit = process.waitFor();
        String said = Files.readString(output, StandardCharsets.UTF_8);
        if (exit > 1) {
            throw new IllegalStateException("test must be runnable: exit=" + exit + "\n" + said);
        }
        return exit == 0 ? "" : said;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(output);
    }
}
