package com.example;

import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerParams;
import io.isequencer.oracle.contract.SequencerContract;
import io.isequencer.runtime.SequencerRuntime;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.SequenceStorage;
import java.util.concurrent.ScheduledExecutorService;

class MySequencerTest extends SequencerContract {
    private final SequencerRuntime runtime = SequencerRuntime.create();

    /** Your sequencer here, instead of ours. */
    @Override
    protected Sequencer open(
            SequencerParams params, SequenceStorage storage, EventLog log, ScheduledExecutorService scheduler) {
        return runtime.open(params, storage, log);
    }

    /** The runtime has threads of its own, so time is real. */
    @Override
    protected boolean schedulesEverything() {
        return false;
    }
}
