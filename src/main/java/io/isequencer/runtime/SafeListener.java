package io.isequencer.runtime;

import io.isequencer.spi.StateView;
import io.isequencer.spi.StepListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a listener's exceptions away from the protocol. */
record SafeListener(StepListener listener) implements StepListener {
    private static final Logger LOG = LoggerFactory.getLogger(SafeListener.class);

    @Override
    public void onStep(Step step, StateView state) {
        try {
            listener.onStep(step, state);
        } catch (RuntimeException failure) {
            LOG.error("a step listener must not throw: step={}", step, failure);
        }
    }
}
