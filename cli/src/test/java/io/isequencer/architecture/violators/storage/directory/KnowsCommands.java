package io.isequencer.architecture.violators.storage.directory;

import io.isequencer.cli.ExitCode;

/** Breaks a rule on purpose. */
public final class KnowsCommands {
    private KnowsCommands() {}

    static ExitCode exitCode() {
        return ExitCode.BAD_DATA;
    }
}
