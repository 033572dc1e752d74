package io.isequencer.timeline;

/**
 * Something that went from one lane of a timeline to another and arrived with a step.
 *
 * @param fromStep the step with which it set out; that of the arrival if it took no time
 * @param from the lane it left, as {@code o0.flusher}, {@code storage} or {@code log}
 * @param to the lane it reached
 */
public record Arrow(Kind kind, int fromStep, String from, String to) {
    /** What travelled. */
    public enum Kind {
        /** A call, up to the place where it has its effect. */
        CALL,
        /** The answer to a call. */
        REPLY,
        /** What a timed-out call did after all. */
        LATE,
        /** A call or an answer that did not get through, or was refused. */
        LOST,
        /** One part of an owner wakes or stops another. */
        SIGNAL
    }

    /** The lane of an owner's client, flusher or actualizer. */
    public static String lane(int owner, String task) {
        return "o" + owner + "." + task;
    }
}
