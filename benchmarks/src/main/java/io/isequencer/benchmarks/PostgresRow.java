package io.isequencer.benchmarks;

import io.isequencer.benchmarks.Result.Round;
import io.isequencer.testing.PostgresServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A row whose subject asks a PostgreSQL server, which the run starts. The server's CPU time is in none of its figures. */
record PostgresRow(String name, String method, String yardstickMethod) implements Row {
    @Override
    public String goal() {
        return "";
    }

    @Override
    public String yardstick() {
        return row("").yardstick();
    }

    @Override
    public boolean byClock() {
        return true;
    }

    @Override
    public boolean fullOnly() {
        return false;
    }

    @Override
    public String missing() throws IOException {
        return PostgresServer.missing();
    }

    @Override
    public Round measure(Run run) throws Exception {
        return row(run.postgresUrl()).measure(run);
    }

    /** What JMH is to do, given the server's address. */
    JmhRow row(String url) {
        return new JmhRow(
                name,
                goal(),
                JmhRow.Call.of(method, Map.of("url", url)),
                JmhRow.Call.of(yardstickMethod, Map.of()),
                byClock(),
                fullOnly(),
                List.of());
    }
}
