package io.isequencer.storage.contract;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * What an engine behind a port must keep. Ids are stable forever; E1 to E29 are those of {@code SequenceStorage}, the
 * others those of {@code EventLog}.
 *
 * <ul>
 *   <li><i>Source:</i> the ports, and the rules R1, R2, R7, R13, R16, R17 of {@code docs/protocol.md}.
 * </ul>
 */
public enum EngineRule {
    E1(
            "A new storage has no numbers, and its checkpoint is 0.",
            "An engine that starts at checkpoint 1 or at number 1 claims to cover what was never written (R16)."),
    E2(
            "What a write has stored, every later call finds.",
            "A read goes to a replica that lags by one write. The sequencer drops a number from memory once it is"
                    + " written, misses its cache, reads the old number and issues the next one a second time."),
    E3(
            "A write stores all values of its batch, however many, or fails.",
            "A batch exceeds the engine's limit of parameters and is cut. The checkpoint is stored, the last values are"
                    + " not: after a restart their numbers are issued again."),
    E4(
            "A write never lowers a number (R7).",
            "The last writer wins. A write that was given up arrives after a newer one, the stored number falls, and"
                    + " after a restart the numbers above it are issued again."),
    E5(
            "A write never lowers the checkpoint (R7).",
            "An owner that was replaced and does not know it writes its old checkpoint: each restart scans what was"
                    + " covered long ago."),
    E6(
            "The checkpoint holds no values back: 0 leaves it alone, a low one is ignored, and the values are stored.",
            "A write with a checkpoint below the stored one is taken as outdated and dropped as a whole. Its values"
                    + " were newer (R13)."),
    E7(
            "A key is an unsigned 64-bit workspace and a 16-bit sequence; no two of them meet, and workspace 0 is one.",
            "The workspace is stored as a signed number and its sign is lost, or workspace and sequence are joined to one"
                    + " number: two keys share one counter (R16, R17)."),
    E8(
            "Numbers and checkpoint are exact up to 2^63-1.",
            "A column of floating point numbers, or a JSON library: 9007199254740993 comes back as 9007199254740992,"
                    + " which was issued already (R17)."),
    E9(
            "A write keeps nothing of the caller's batch.",
            "The engine stores the batch in the background, and the caller, who reuses it, refills it meanwhile."),
    E10(
            "A listing visits each stored number once.",
            "It reads pages, and the first row of a page is also the last one of the page before, or is left out."),
    E11(
            "The visitor of a listing may call the storage, and its exception comes through.",
            "The listing holds a lock or the only connection while it calls out, or takes the visitor's exception for a"
                    + " failure of its own."),
    E12(
            "A bad argument is refused with IllegalArgumentException, and nothing is changed.",
            "Sequence 65536 is stored as sequence 0, or checkpoint -1 becomes the checkpoint."),
    E13(
            "An interrupted thread's call does no harm, and the interrupt stays set.",
            "The channel is closed by the interrupt, and every later call fails; or the interrupt is swallowed, and"
                    + " whatever asked the thread to end waits forever."),
    E14(
            "A closed storage says so with a definite StorageException; to close it again does nothing.",
            "A storage that answers 0 after its close looks like an empty one: all numbers start over."),
    E15(
            "Of several writers at once, the highest number and the highest checkpoint win (R7).",
            "The engine reads, compares and writes. Two writers read 5; one writes 7, then the other 6."),
    E16(
            "No reader ever finds a checkpoint without the values below it (R7).",
            "The checkpoint is written first. A restart in between reads it, takes the events below it for"
                    + " covered, and reads numbers that are too low."),
    E17(
            "A write that comes late, in part or twice is a write like any other.",
            "The engine takes a write for a repetition because its first value is stored already, and drops the rest of"
                    + " it: what was torn is never mended."),
    E18(
            "A storage that is opened again has what was written to it.",
            "The last write sits in a buffer that the close forgets."),
    E19(
            "What was stored before the opening is not lowered either (R7).",
            "The engine compares with a map in memory that is empty after each opening."),
    E20(
            "After a crash, the numbers cover the checkpoint that is found.",
            "Values and checkpoint are in two files, and only the checkpoint's is synced."),
    E21(
            "Each owner of an open storage finds what others wrote, and lowers nothing of it.",
            "Each owner caches the numbers that it has read: a second owner's are invisible, and are overwritten."),
    E22(
            "A write that fails definitely has stored nothing, and when connections are back, it works again.",
            "A timeout is reported as a definite failure though the server went on; or a broken connection stays in"
                    + " the pool forever."),
    E23(
            "A closed storage holds neither threads nor descriptors.",
            "Each opening leaves a thread or a connection behind: after a day of failing partitions the machine is full."),
    E24(
            "After any list of calls, the storage is what a map with max-wins would be.",
            "What no single rule foresees: a cache in the engine that gives an evicted number back, a merge that"
                    + " forgets, a batch that depends on the one before."),

    E31(
            "A new log ends at 1, and a scan of it visits nothing.",
            "Offset 0 does not exist (R16). A log that begins there shifts every event by one."),
    E32(
            "An event comes back as it was: payload, kind, and all numbers in their order, repeated ones too.",
            "Payloads pass through a text encoding; numbers pass through a map, which keeps one per sequence; the mark"
                    + " of an explicit number is lost, and a recovery takes it for an issued one (R18)."),
    E33(
            "Workspaces and numbers of events are exact: unsigned 64 bits, and up to 2^63-1.",
            "The log is the only truth. A number that is rounded in it is issued twice after the next recovery (R17)."),
    E34(
            "A large event comes back whole, or its append is refused with IllegalArgumentException.",
            "The length is kept in 16 bits, or the engine truncates silently: the event is damaged forever."),
    E35(
            "An append at a taken offset is a conflict, and what stands there stays (R2).",
            "The engine's put overwrites. Two owners work on one partition for a moment, and one's event is gone though it"
                    + " was acknowledged."),
    E36(
            "An equal event at a taken offset is a conflict too (R2).",
            "The engine takes a repeated insert for its own. Two owners that do the same work at the same time"
                    + " are both answered APPENDED, and both issue the same numbers."),
    E37(
            "An append behind the end is refused with IllegalArgumentException, and nothing is changed.",
            "It leaves a hole. A scan that stops there never sees what is behind, or one that does not hides a loss."),
    E38(
            "What was appended, every later call finds: the end lies behind it, and a scan visits it.",
            "The end is cached, or a read goes to a replica: Actualize misses the last event and issues its numbers again."),
    E39(
            "A scan visits each event once, in order, from the offset on that it is given.",
            "Offsets are ordered as text: 10 before 2. Or pages overlap, or have a gap between them, or the scan ends"
                    + " with the first page: a recovery that misses an event issues its numbers again."),
    E40(
            "A scan returns true if it came to the end, false if its visitor stopped it.",
            "The recovery ends too early, or waits forever."),
    E41(
            "A stopped scan does not affect later ones: each begins at the offset that it is given.",
            "The engine keeps a cursor per log instead of per scan, and resumes it."),
    E42(
            "Refused appends hide nothing: a scan visits what was appended before and after them.",
            "Each refused insert uses up a row id; the scan goes from id to id and stops at the first that is missing."),
    E43(
            "The visitor of a scan may call the log, and its exception comes through.",
            "The scan holds a lock or the only connection while it calls out, or takes the visitor's exception for the"
                    + " end of the log."),
    E44(
            "A scan from below 1 is refused with IllegalArgumentException.",
            "An offset of 0 is a defect of the caller. An engine that takes it for 1 hides it."),
    E45(
            "An interrupted thread's call does no harm, and the interrupt stays set.",
            "The file's channel is closed by the interrupt, and the partition is dead until the process ends."),
    E46(
            "A closed log says so with a definite StorageException; to close it again does nothing.",
            "A log that answers as if it were empty makes every number start over."),
    E47(
            "Of several appends at one offset exactly one is answered APPENDED, and its event is the one that stands (R2).",
            "The engine looks whether the offset is free, then writes: two pass. Or a connection pool repeats an insert"
                    + " that timed out, meets its own row, and reports a conflict to the winner."),
    E48(
            "A scan beside appends visits events without a hole, and never fewer than the one before.",
            "Offset 7 is visible before offset 6, whose transaction is still open, and the scan skips it."),
    E49(
            "An append whose outcome is unknown is decided by whoever reads: it is in the log, or its offset is free.",
            "A late append arrives after another event was given its offset, and wins, since its time stamp is older. Or a"
                    + " round of votes stays open: a reader does not finish it and misses the event, and the next one sees it."),
    E50(
            "A log that is opened again has all that was appended to it.",
            "The last event sits in a buffer that the close forgets."),
    E51(
            "What is taken stays taken across an opening (R2).",
            "Taken offsets are known from memory alone, and the first append after an opening overwrites."),
    E52(
            "A crash takes nothing that was synced, and of the rest only a tail.",
            "sync returns before the disk has it; or events lie in several files, and one from the middle is lost."),
    E53(
            "Each owner of an open log finds what others appended, and takes no offset of theirs.",
            "Each owner counts its own end."),
    E54(
            "An append that fails definitely is not in the log, now or later; when connections are back, it works again.",
            "A timeout is reported as a definite failure though the server went on: the client flushes nothing, issues the"
                    + " numbers again, and the event is there all the same (R1)."),
    E55("A closed log holds neither threads nor descriptors.", "Each opening leaves a file or a connection open."),
    E56(
            "After any list of calls, the log is what a list would be that takes an event at its end only.",
            "What no single rule foresees.");

    private final String sentence;
    private final String story;

    EngineRule(String sentence, String story) {
        this.sentence = Objects.requireNonNull(sentence);
        this.story = Objects.requireNonNull(story);
    }

    public String sentence() {
        return sentence;
    }

    /** What happens where it is broken. */
    public String story() {
        return story;
    }

    public boolean isOfStorage() {
        return compareTo(E31) < 0;
    }

    /** Whether it speaks of the caller's threads, visitors and objects, which no pipe carries. */
    public boolean isAboutTheProcess() {
        return switch (this) {
            case E9, E11, E13, E43, E45 -> true;
            default -> false;
        };
    }

    BrokenRule broken(String what, Throwable cause) {
        return new BrokenRule(this, what, cause);
    }

    /** @throws BrokenRule if it is not kept */
    public void require(boolean kept, Supplier<String> otherwise) {
        if (!kept) {
            throw broken(otherwise.get(), null);
        }
    }

    void equal(Object expected, Object actual, String what) {
        require(
                expected.equals(actual),
                () -> what + ": expected=" + shortened(expected) + ", got=" + shortened(actual));
    }

    /** The call must throw that, and is given what was thrown. */
    <X extends Throwable> X refuses(Class<X> type, String what, Body call) {
        Throwable thrown = null;
        try {
            call.run();
        } catch (Exception | AssertionError e) {
            thrown = e;
        }
        if (!type.isInstance(thrown)) {
            throw broken(what + " must throw " + type.getSimpleName() + ": got=" + thrown, thrown);
        }
        return type.cast(thrown);
    }

    private static String shortened(Object value) {
        String text = String.valueOf(value);
        return text.length() > 300 ? text.substring(0, 300) + "… (" + text.length() + " characters)" : text;
    }

    /** A call that may throw. */
    @FunctionalInterface
    interface Body {
        void run() throws Exception;
    }
}
