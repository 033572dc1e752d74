package io.isequencer.spi;

/**
 * Observes a sequencer step by step: traces, metrics and timelines are fed from here.
 *
 * <p>Without a listener the sequencer pays nothing. With one, client calls are serialised with the background steps, so
 * that the order of the calls to the listener is the order in which the steps took effect.
 *
 * <ul>
 *   <li><i>Threading:</i> calls come one at a time per sequencer, from any thread, while the sequencer's lock is held:
 *       be brief and do not call back.
 *   <li><i>Errors:</i> must not throw.
 * </ul>
 */
@FunctionalInterface
public interface StepListener {
    /** Stands for no listener. */
    StepListener NONE = (step, state) -> {};

    void onStep(Step step, StateView state);

    /**
     * What happened.
     *
     * @param action the action
     * @param seqId the sequence of Next, Use, Miss, Fill and MissFail; 0 otherwise
     * @param number the number issued by Next, told by Use, found by Fill; 0 otherwise
     * @param plogOffset the offset that Start gave, of the event that Flush or ActScan took over, or the checkpoint
     *     that ActReadCheckpoint read; 0 otherwise
     */
    record Step(Action action, int seqId, long number, long plogOffset) {}
}
