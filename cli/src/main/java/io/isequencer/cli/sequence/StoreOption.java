package io.isequencer.cli.sequence;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.SequencerParams;
import io.isequencer.api.StorageException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Text;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.ForwardingEventLog;
import io.isequencer.storage.cassandra.CassandraParams;
import io.isequencer.storage.cassandra.CassandraSession;
import io.isequencer.storage.directory.PartitionDirectory;
import io.isequencer.storage.directory.PartitionFiles;
import io.isequencer.storage.directory.TypesFile;
import io.isequencer.storage.postgres.PostgresDatabase;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Function;
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
    private static final String DIRECTORY = "directory";
    private static final String POSTGRES = "postgres";
    private static final String CASSANDRA = "cassandra";
    private static final String URL_BEGIN = "jdbc:postgresql:";
    private static final int MAX_PORT = 65_535;
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
            defaultValue = DIRECTORY,
            description = "Where log and numbers are: directory, which needs --data, postgres, which needs --url, or "
                    + "cassandra, which needs --contact and --keyspace. Default: ${DEFAULT-VALUE}.")
    private String storage;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "The database, as jdbc:postgresql://HOST:PORT/DATABASE. User and password are taken from PGUSER "
                            + "and PGPASSWORD.")
    private String url;

    @Option(
            names = "--contact",
            paramLabel = "HOST:PORT",
            split = ",",
            description = "Nodes of the Cassandra cluster to begin with. User and password are taken from "
                    + "CASSANDRA_USER and CASSANDRA_PASSWORD.")
    private List<String> contacts;

    @Option(
            names = "--keyspace",
            paramLabel = "KEYSPACE",
            description =
                    "The keyspace in Cassandra; one that is missing is made by sequence alone, with three replicas.")
    private String keyspace;

    @Option(
            names = "--partition",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "The partition's name in the database. Default: ${DEFAULT-VALUE}.")
    private String partition;

    @Spec(Spec.Target.MIXEE)
    private CommandLine.Model.CommandSpec mixee;

    /** Whether a database was asked for; what was given besides fits it. */
    public boolean isDatabase() {
        boolean fits = switch (storage) {
            case DIRECTORY -> directory != null && url == null && contacts == null && keyspace == null;
            case POSTGRES -> directory == null && url != null && contacts == null && keyspace == null;
            case CASSANDRA -> directory == null && url == null && contacts != null && keyspace != null;
            default -> throw usage("ENGINE must be directory, postgres or cassandra: storage=" + Text.shown(storage));
        };
        if (!fits) {
            throw usage("a partition must be given by --data DIR, by --storage postgres --url URL, or by --storage"
                    + " cassandra --contact HOST:PORT --keyspace KEYSPACE");
        }
        if (storage.equals(POSTGRES)) {
            requireUrl();
        } else if (storage.equals(CASSANDRA)) {
            cassandra();
        }
        return !storage.equals(DIRECTORY);
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

    private CassandraParams cassandra() {
        try {
            CassandraParams params =
                    CassandraParams.of(contacts.stream().map(this::contact).toList(), keyspace);
            return params.withLogin(System.getenv("CASSANDRA_USER"), System.getenv("CASSANDRA_PASSWORD"));
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    private InetSocketAddress contact(String given) {
        int colon = given.lastIndexOf(':');
        String port = given.substring(colon + 1);
        if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > MAX_PORT) {
            throw usage("contact must be HOST:PORT: contact=" + Text.shown(given));
        }
        return new InetSocketAddress(given.substring(0, colon), Integer.parseInt(port));
    }

    public PartitionDirectory directory() {
        if (isDatabase()) {
            throw usage("--data must be given for this: storage=" + storage);
        }
        return PartitionDirectory.at(directory);
    }

    /** The partition's name in the database. */
    public String partition() {
        return partition;
    }

    /** The log in the database, for reading. To close it closes the database. */
    public EventLog databaseLog() {
        return closing(database());
    }

    /**
     * Opens log and numbers in the database.
     *
     * @param asked the sequences that the partition must declare, and does from now on if it is new; null to take its own
     * @param firstLook is shown the log, and may refuse it
     */
    PartitionFiles openDatabase(SeqTypes asked, Consumer<? super EventLog> firstLook) {
        Database database = database(CassandraSession::open);
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

    private EventLog closing(Database database) {
        return new ForwardingEventLog(database.log(partition)) {
            @Override
            public void close() {
                super.close();
                database.close();
            }
        };
    }

    /** The database that was asked for, for reading: who mistypes a keyspace must not make one. */
    public Database database() {
        return database(CassandraSession::openExisting);
    }

    private Database database(Function<CassandraParams, CassandraSession> opening) {
        if (storage.equals(CASSANDRA)) {
            String place = String.join(",", contacts) + "/" + keyspace;
            return Database.of(place, opening.apply(cassandra()));
        }
        Properties properties = new Properties();
        put(properties, "user", System.getenv("PGUSER"));
        put(properties, "password", System.getenv("PGPASSWORD"));
        return Database.of(url.replaceAll("[?].*", ""), PostgresDatabase.open(url, properties));
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
