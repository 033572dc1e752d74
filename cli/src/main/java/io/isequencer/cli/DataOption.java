package io.isequencer.cli;

import io.isequencer.storage.directory.PartitionDirectory;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option {@code --data}, for all commands that work on a data directory. */
public final class DataOption {
    public static final String DESCRIPTION =
            "The data directory: plog/ (the log, the truth), numbers.mapdb (rebuilt from the log when "
                    + "needed), types.json (the declared sequences).";

    @Option(names = "--data", required = true, paramLabel = "DIR", description = DESCRIPTION)
    private Path directory;

    public PartitionDirectory directory() {
        return PartitionDirectory.at(directory);
    }
}
