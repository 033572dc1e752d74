package io.isequencer.cli.output;

import picocli.CommandLine.Option;

/** For commands that write files: see {@link OutputFile}. */
public final class ForceOption {
    @Option(names = "--force", description = "Replace existing output files.")
    private boolean force;

    public boolean given() {
        return force;
    }
}
