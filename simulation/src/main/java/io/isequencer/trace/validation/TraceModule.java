package io.isequencer.trace.validation;

import io.isequencer.laboratory.ScratchFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes the module and the configuration that hold a window of a trace. */
final class TraceModule {
    static final String NAME = "TraceRun";

    private static final String CONFIG = """
            INIT TheInit
            NEXT %s
            CONSTANTS
              None = "none"  Owners <- TheOwners  Closers <- TheOwners
              Workspaces <- TheWorkspaces  Seqs <- TheSeqs  Initial <- TheInitial  Explicit = {}
              MaxEvents = 2147483646  MaxPerEvent = 2147483646  MaxNumber = 2147483646
              MaxUnflushed <- TheMaxUnflushed
              LateAppends = 2147483646  LateWrites = 2147483646  Buffered = TRUE  Forgetful = FALSE
              Weathers = {"stormy"}  Wrong = {}

            CHECK_DEADLOCK FALSE
            """;

    private final TraceFile trace;
    private final Path directory;

    /**
     * Modules of a trace.
     *
     * @param directory where the specification's modules are too: TLC looks nowhere else
     */
    TraceModule(TraceFile trace, Path directory) {
        this.trace = trace;
        this.directory = directory;
    }

    Path module() {
        return directory.resolve(NAME + ".tla");
    }

    Path config() {
        return directory.resolve(NAME + ".cfg");
    }

    /**
     * Writes a window.
     *
     * @param state the state before it, in TLA+
     * @param lines tuples; those of the window
     * @param next the next-state relation: TraceNext or ExplainNext
     */
    void write(String state, List<String> lines, String next) {
        StringBuilder text = new StringBuilder("---- MODULE " + NAME + " ----\nEXTENDS TraceCheck\n");
        text.append(trace.constants());
        text.append("TheState == ").append(state).append('\n');
        text.append("TheInit == owner = TheState[2] /\\ storage = TheState[3] /\\ log = TheState[4]\n");
        text.append("           /\\ weather = \"stormy\" /\\ at = 0\n");
        text.append("====\n");
        ScratchFile.write(module(), text.toString());
        ScratchFile.write(
                directory.resolve("TraceLines.tla"),
                "---- MODULE TraceLines ----\nEXTENDS Integers\nLines == <<\n" + String.join(",\n", lines)
                        + "\n>>\n====\n");
        ScratchFile.write(config(), String.format(Locale.ROOT, CONFIG, next));
    }
}
