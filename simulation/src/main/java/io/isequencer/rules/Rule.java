package io.isequencer.rules;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The protocol's rules, one line each.
 *
 * <ul>
 *   <li><i>Source:</i> {@code docs/protocol.md}, which says what breaks without each.
 * </ul>
 */
public enum Rule {
    R1("Append before Flush; an append that failed, or whose outcome is unknown, means Actualize, never Flush."),
    R2("An append to the PLog is insert-if-absent at its offset: nothing is ever overwritten."),
    R3("Start returns the next offset and leaves it; only Flush moves it."),
    R4("After Flush of the event at offset N the pending checkpoint is N+1."),
    R5("Values and checkpoint are published together, in one critical section."),
    R6("All memories hold last-used numbers, 0 for none; the next is max(last, initial - 1) + 1."),
    R7("Storage writes the values, then the checkpoint, and neither is ever lowered (max-wins)."),
    R8("A cache miss fills only the requested key, or keys that were in no memory before the read began."),
    R9("Scanned numbers are merged by max, and a lookup takes the larger of pending and stored."),
    R10("The flusher forgets a pending value only if it is still the one that it wrote."),
    R11("Actualize waits for the end of the flusher before it clears pending and reads the checkpoint."),
    R12("A scan that waits for room signals the flusher, and so does its end; a flush signals after it has published."),
    R13("A flush with nothing published since the rebuild writes nothing."),
    R14("A failed scan resumes where it stopped with pending kept, or starts over from R11."),
    R15("Close cancels what waits, tries once to write what is pending, and returns within its bound."),
    R16("An empty store means checkpoint 1; offset 0 does not exist; workspace 0 is a workspace like any other."),
    R17("Numbers and offsets never wrap: after the last one comes an error. wsId is unsigned 64-bit."),
    R18("Explicit numbers are reported with use: the last-used number becomes the larger of the two."),
    /** The rule without a number: it binds the log of whoever has one that commits in groups. */
    WA("Before a checkpoint is written, the log is made durable below it.");

    private final String sentence;

    Rule(String sentence) {
        this.sentence = sentence;
    }

    /** What the rule asks for. */
    public String sentence() {
        return sentence;
    }

    /** Where the documents explain it, as {@code docs/protocol.md#r10}. */
    public String docs() {
        return "docs/protocol.md#" + name().toLowerCase(Locale.ROOT);
    }

    /** Each rule's sentence by its id. */
    public static Map<String, String> sentences() {
        Map<String, String> sentences = new LinkedHashMap<>();
        Arrays.stream(values()).forEach(rule -> sentences.put(rule.name(), rule.sentence));
        return Collections.unmodifiableMap(sentences);
    }
}
