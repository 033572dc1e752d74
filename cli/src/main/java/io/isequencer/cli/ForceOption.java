package io.isequencer.cli;

import picocli.CommandLine.Option;

/** For commands that write files: see {@link OutputFile}. */
public final class ForceOption {
    @Option(names = "--force", description = "Replace output files that are there already.")
    private boolean force;

    public boolean given() {
        return force;
    }
}
