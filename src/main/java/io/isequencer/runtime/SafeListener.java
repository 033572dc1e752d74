package io.isequencer.runtime;

import io.isequencer.spi.StateView;
import io.isequencer.spi.StepListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a listener throws away from the protocol: an error, as a failed assertion is one, no less than an exception.
 *
 * <ul>
 *   <li><i>Threading:</i> as {@link StepListener} says: one call at a time.
 *   <li><i>Errors:</i> logged at the listener's 1st, 2nd, 4th, 8th, … failure; some come with each step.
 * </ul>
 */
final class SafeListener implements StepListener {
    private static final Logger LOG = LoggerFactory.getLogger(SafeListener.class);

    private final StepListener listener;
    private long failures;

    SafeListener(StepListener listener) {
        this.listener = listener;
    }

    @Override
    public void onStep(Step step, StateView state) {
        try {
            listener.onStep(step, state);
        } catch (Throwable failure) {
            failures++;
            if (Long.bitCount(failures) == 1) {
                LOG.error("a step listener must not throw: failures={}, step={}", failures, step, failure);
            }
        }
    }
}
