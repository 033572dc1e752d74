package io.isequencer.benchmarks;

import io.isequencer.benchmarks.Result.Round;
import io.isequencer.benchmarks.Result.Sample;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;

/**
 * A row whose subject is a command, measured as a process: start and end are in it. The yardstick is the same command
 * with less work; where the ratio is 1 or less, more work takes no more time for each piece.
 *
 * @param yardstick how much less
 * @param needed a program that must be on the path, or null
 */
record CommandRow(
        String name,
        String goal,
        String yardstick,
        boolean byClock,
        boolean fullOnly,
        String needed,
        Work large,
        Work small)
        implements Row {

    @Override
    public String missing() {
        if (Child.missing() != null) {
            return Child.missing();
        }
        return needed == null || isOnPath(needed) ? null : "program must be on the PATH: missing=" + needed;
    }

    @Override
    public Round measure(Run run) throws IOException, InterruptedException {
        return new Round(sample(large), sample(small));
    }

    private static Sample sample(Work work) throws IOException, InterruptedException {
        Path directory = Scratch.create();
        try {
            Path output = directory.resolve("output");
            Child child = Child.run(work.prepare(directory), output);
            double operations = work.operations(output);
            return new Sample(
                    child.nanos() / operations,
                    child.cpuNanos() / operations,
                    null,
                    null,
                    null,
                    Collections.singletonMap("peak MiB", child.peakMebibytes()));
        } finally {
            Scratch.delete(directory);
        }
    }

    static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
