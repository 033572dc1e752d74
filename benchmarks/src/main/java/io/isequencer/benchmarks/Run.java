package io.isequencer.benchmarks;

import io.isequencer.benchmarks.Result.Sample;
import io.isequencer.testing.PostgresServer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** One run of the benchmarks: how thorough it is, and what its rows share. */
final class Run implements AutoCloseable {
    private final boolean quick;
    private final Map<Object, Sample> yardsticks = new HashMap<>();
    private PostgresServer postgres;

    Run(boolean quick) {
        this.quick = quick;
    }

    boolean quick() {
        return quick;
    }

    /** In a quick run a yardstick is measured once, for all rows that have it; else anew in each round. */
    Sample yardstick(Object yardstick, Callable<Sample> measurement) throws Exception {
        if (!quick) {
            return measurement.call();
        }
        Sample known = yardsticks.get(yardstick);
        if (known == null) {
            known = measurement.call();
            yardsticks.put(yardstick, known);
        }
        return known;
    }

    /** Of a server that is started when somebody asks for it first. */
    String postgresUrl() {
        if (postgres == null) {
            postgres = PostgresServer.create(Scratch.PARENT, 0);
        }
        return postgres.url();
    }

    @Override
    public void close() {
        if (postgres != null) {
            postgres.close();
        }
    }
}
