package io.isequencer.cli.sequence;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.SequencerParams;
import io.isequencer.api.StorageException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Text;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.ForwardingEventLog;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.directory.PartitionDirectory;
import io.isequencer.storage.directory.PartitionFiles;
import io.isequencer.storage.directory.TypesFile;
import io.isequencer.storage.postgres.PostgresDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Where a partition is, for the commands that work with a directory or with a database.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link ExitCode#USAGE}; no message has a password in it.
 * </ul>
 */
public final class StoreOption {
    private static final String POSTGRES = "postgres";
    private static final String URL_BEGIN = "jdbc:postgresql:";
    private static final List<String> SECRETS = List.of("password=", "user=");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data directory: plog/ (the log, the truth), numbers.mapdb (rebuilt from the log when "
                    + "needed), types.json (the declared sequences).")
    private Path directory;

    @Option(
            names = "--storage",
            paramLabel = "ENGINE",
            defaultValue = "directory",
            description = "Where log and numbers are: directory, which needs --data, or postgres, which needs --url. "
                    + "Default: ${DEFAULT-VALUE}.")
    private String storage;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "The database, as jdbc:postgresql://HOST:PORT/DATABASE. User and password are taken from PGUSER "
                            + "and PGPASSWORD.")
    private String url;

    @Option(
            names = "--partition",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "The partition's name in the database. Default: ${DEFAULT-VALUE}.")
    private String partition;

    @Spec(Spec.Target.MIXEE)
    private CommandLine.Model.CommandSpec mixee;

    /** Whether a database was asked for; what was given besides fits it. */
    public boolean isPostgres() {
        if (!List.of("directory", POSTGRES).contains(storage)) {
            throw usage("ENGINE must be directory or postgres: storage=" + Text.shown(storage));
        }
        boolean postgres = storage.equals(POSTGRES);
        if (postgres == (directory != null) || postgres == (url == null)) {
            throw usage("a partition must be given by --data DIR, or by --storage postgres --url URL");
        }
        if (postgres) {
            requireUrl();
        }
        return postgres;
    }

    private void requireUrl() {
        String lower = url.toLowerCase(Locale.ROOT);
        if (SECRETS.stream().anyMatch(lower::contains)) {
            throw usage("user and password must be in PGUSER and PGPASSWORD, not in the URL");
        }
        if (!lower.startsWith(URL_BEGIN)) {
            throw usage("URL must begin with jdbc:postgresql: url=" + Text.shown(url));
        }
    }

    public PartitionDirectory directory() {
        if (isPostgres()) {
            throw usage("--data must be given for this: storage=postgres");
        }
        return PartitionDirectory.at(directory);
    }

    /** The log in the database, for reading. To close it closes the database. */
    public EventLog postgresLog() {
        return closing(database());
    }

    /**
     * Opens log and numbers in the database.
     *
     * @param asked the sequences that the partition must declare, and does from now on if it is new; null to take its own
     * @param firstLook is shown the log, and may refuse it
     */
    PartitionFiles openPostgres(SeqTypes asked, Consumer<? super EventLog> firstLook) {
        PostgresDatabase database = database();
        try {
            EventLog log = closing(database);
            firstLook.accept(log);
            SeqTypes offered = asked == null ? SeqTypes.DEFAULT : asked;
            SeqTypes types = SeqTypesFile.parse(database.declare(partition, TypesFile.sealed(offered)));
            if (asked != null && !TypesFile.checksum(types).equals(TypesFile.checksum(asked))) {
                throw new StorageException(
                        "types must be those that the partition was begun with: partition=" + partition, true);
            }
            return new PartitionFiles(log, database.storage(partition), SequencerParams.of(types));
        } catch (RuntimeException | Error failure) {
            database.close();
            throw failure;
        }
    }

    /** Where the log in the database is, as a line for the user: without what may be secret. */
    public String postgresUrl() {
        return url.replaceAll("[?].*", "");
    }

    public String partition() {
        return partition;
    }

    /** Shows log and numbers in the database, for reading. */
    public <T> T inPostgres(BiFunction<EventLog, SequenceStorage, T> reader) {
        try (PostgresDatabase database = database();
                EventLog log = database.log(partition);
                SequenceStorage numbers = database.storage(partition)) {
            return reader.apply(log, numbers);
        }
    }

    private EventLog closing(PostgresDatabase database) {
        return new ForwardingEventLog(database.log(partition)) {
            @Override
            public void close() {
                super.close();
                database.close();
            }
        };
    }

    private PostgresDatabase database() {
        Properties properties = new Properties();
        put(properties, "user", System.getenv("PGUSER"));
        put(properties, "password", System.getenv("PGPASSWORD"));
        return PostgresDatabase.open(url, properties);
    }

    private static void put(Properties properties, String name, String value) {
        if (value != null) {
            properties.setProperty(name, value);
        }
    }

    private CommandLine.ParameterException usage(String message) {
        return new CommandLine.ParameterException(mixee.commandLine(), message);
    }
}
