package io.isequencer.oracle.cases;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;

/**
 * One thing that is done in a case. Steps are done one after another; a sequencer that has time of its own may act in
 * between.
 *
 * <p>{@code owner} is 0 or 1: cases with several live owners of the partition have two processes.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "op")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Step.Open.class, name = "open"),
    @JsonSubTypes.Type(value = Step.Start.class, name = "start"),
    @JsonSubTypes.Type(value = Step.Next.class, name = "next"),
    @JsonSubTypes.Type(value = Step.Use.class, name = "use"),
    @JsonSubTypes.Type(value = Step.Append.class, name = "append"),
    @JsonSubTypes.Type(value = Step.Flush.class, name = "flush"),
    @JsonSubTypes.Type(value = Step.Actualize.class, name = "actualize"),
    @JsonSubTypes.Type(value = Step.Settle.class, name = "settle"),
    @JsonSubTypes.Type(value = Step.Join.class, name = "join"),
    @JsonSubTypes.Type(value = Step.Quiesce.class, name = "quiesce"),
    @JsonSubTypes.Type(value = Step.Crash.class, name = "crash"),
    @JsonSubTypes.Type(value = Step.Close.class, name = "close"),
    @JsonSubTypes.Type(value = Step.Call.class, name = "call"),
    @JsonSubTypes.Type(value = Step.Fault.class, name = "fault"),
    @JsonSubTypes.Type(value = Step.Heal.class, name = "heal"),
    @JsonSubTypes.Type(value = Step.Await.class, name = "await"),
    @JsonSubTypes.Type(value = Step.Release.class, name = "release"),
    @JsonSubTypes.Type(value = Step.Land.class, name = "land"),
    @JsonSubTypes.Type(value = Step.LandAppend.class, name = "landAppend"),
    @JsonSubTypes.Type(value = Step.Foreign.class, name = "foreign"),
    @JsonSubTypes.Type(value = Step.Check.class, name = "check")
})
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public sealed interface Step {
    int owner();

    /**
     * Creates the owner's sequencer over storage and log as they are.
     *
     * @param expect what it must answer; null for the bare reply
     */
    record Open(int owner, Expect expect) implements Step {}

    /**
     * Begins a transaction. A refusal that recovery or back-pressure can explain is waited out, unless {@code expect}
     * allows it.
     */
    record Start(int owner, int wsKind, String wsId, Expect expect) implements Step {}

    /** Asks for a number. With {@code later} the answer is waited for by the next {@link Join}. */
    record Next(int owner, int seqId, Expect expect, boolean later) implements Step {}

    /** Tells of an explicit number, which the event carries too. */
    record Use(int owner, int seqId, String number, Expect expect, boolean later) implements Step {}

    /**
     * Appends the transaction's event at the offset that start gave: the sequencer has no part in it.
     *
     * @param explicit numbers that the event carries besides, of which the sequencer was not told
     */
    record Append(int owner, Outcome outcome, List<SeqNumber> explicit) implements Step {
        public Append {
            explicit = explicit == null ? List.of() : List.copyOf(explicit);
        }
    }

    /** Says that the event is in the log. */
    record Flush(int owner, Expect expect) implements Step {}

    /** Says that the event may not be in the log. With {@code later} as for {@link Next}. */
    record Actualize(int owner, Expect expect, boolean later) implements Step {}

    /** Flush if the append surely succeeded, else actualize. */
    record Settle(int owner) implements Step {}

    /** Waits for the answer to the call that was left for later. */
    record Join(int owner) implements Step {}

    /** Waits until the sequencer has nothing left to do; then all that it knows of must be stored. */
    record Quiesce(int owner) implements Step {}

    /**
     * Ends the process, or what is the same to the sequencer. Storage calls under way become late.
     *
     * @param tailLost how many events at the end of the log are lost, of those that were not made durable
     */
    record Crash(int owner, int tailLost) implements Step {}

    /** Ends the sequencer in order; with a healthy storage all that was flushed should be stored then. */
    record Close(int owner, Expect expect) implements Step {}

    /** A request as it stands, for wrong ones. */
    record Call(int owner, Map<String, Object> request, Expect expect) implements Step {}

    /**
     * From now on storage calls of that kind meet this.
     *
     * @param applied how many values of a torn write are stored; -1 for all
     * @param after how many calls pass unharmed first
     * @param times how many calls; 0 for all until {@link Heal}
     */
    record Fault(int owner, StorageOp on, FaultType kind, int applied, int after, int times) implements Step {}

    /** Faults stop. Held calls stay held. */
    record Heal(int owner) implements Step {}

    /** Waits until a call of that kind is held, or the sequencer has nothing left to do. */
    record Await(int owner, StorageOp on) implements Step {}

    /**
     * Answers the held calls of that kind.
     *
     * @param as what becomes of them; null for what a healthy storage does
     * @param applied as for {@link Fault}
     */
    record Release(int owner, StorageOp on, FaultType as, int applied) implements Step {}

    /**
     * A late write lands, the oldest first.
     *
     * @param applied how many of its values, without its checkpoint; -1 for all of it
     */
    record Land(int owner, int applied) implements Step {}

    /** The oldest late append lands, if its offset is still free. */
    record LandAppend(int owner) implements Step {}

    /** An owner that nobody sees appends an event at the end of the log. */
    record Foreign(int owner, String wsId, List<SeqNumber> values) implements Step {
        public Foreign {
            values = values == null ? List.of() : List.copyOf(values);
        }
    }

    /**
     * What must be stored.
     *
     * @param numbers the least last-used number of each key
     * @param nextPLogOffset the checkpoints that are allowed
     */
    record Check(int owner, List<KeyNumber> numbers, List<String> nextPLogOffset) implements Step {
        public Check {
            numbers = numbers == null ? List.of() : List.copyOf(numbers);
        }
    }
}
