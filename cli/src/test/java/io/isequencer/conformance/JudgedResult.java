package io.isequencer.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A file of {@code conformance/results}: what came of judging an implementation that is not ours.
 *
 * @param cases how many cases with fixed steps the oracle had
 * @param declared the capabilities that its adapter declared
 * @param causes what in its source makes which cases fail; each failed case has one
 * @param runs each run of all cases, under the profile {@code strict}
 */
record JudgedResult(
        String of,
        String repository,
        String commit,
        String committed,
        String packageCommit,
        String packageCommitted,
        String builtWith,
        int cases,
        List<String> declared,
        List<Cause> causes,
        List<Run> runs) {

    record Cause(String rule, String cause, List<String> cases) {}

    record Run(int pass, int fail, int unimplemented, int other, List<String> failed) {}

    static JudgedResult of(String name) {
        try {
            return new ObjectMapper().readValue(ProjectFiles.read(name), JudgedResult.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The cases that failed in any run. */
    Set<String> failed() {
        Set<String> all = new TreeSet<>();
        runs.forEach(run -> all.addAll(run.failed()));
        return all;
    }

    /** The section of the guide that has the figures. */
    String section() {
        StringBuilder text = new StringBuilder();
        int ran = cases - runs.get(0).unimplemented();
        text.append("Judged: commit `" + commit.substring(0, 12) + "` of " + committed
                + ", the package as it was last changed by `" + packageCommit.substring(0, 12) + "` of "
                + packageCommitted + ", built with " + builtWith + ".\n\n");
        text.append(
                "Of the " + cases + " cases with fixed steps at the time, " + ran + " were run; the other "
                        + runs.get(0).unimplemented()
                        + " need capabilities that its adapter does not declare. Under the profile `strict` every case got a verdict:\n\n");
        text.append("| run | passed | failed |\n|---|---|---|\n");
        for (int i = 0; i < runs.size(); i++) {
            text.append("| " + (i + 1) + " | " + runs.get(i).pass() + " | "
                    + runs.get(i).fail() + " |\n");
        }
        text.append("\n| rule | cases | cause |\n|---|---|---|\n");
        for (Cause cause : causes) {
            text.append("| " + cause.rule() + " | " + cause.cases().size() + " | " + cause.cause() + " |\n");
        }
        return text.toString();
    }
}
