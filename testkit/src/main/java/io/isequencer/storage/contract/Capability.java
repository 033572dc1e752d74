package io.isequencer.storage.contract;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an engine may or may not be able to do. The rules that need it are judged only if it is declared. */
public enum Capability {
    /** It outlives a close: who opens it again finds what was there. */
    REOPEN("a closed store can be opened again, with what was in it"),
    /** The suite may end it without a close, as a kill would. */
    CRASH("the engine can be ended without a close, and opened again"),
    /** A store may be open several times at once: by several owners, in several processes. */
    SHARED("a store can be open several times at once"),
    /** The suite may break the connections of calls that are under way. */
    CUT("connections can be cut while calls are under way");

    private final String words;

    Capability(String words) {
        this.words = words;
    }

    /** As adapters declare it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String words() {
        return words;
    }

    public static Optional<Capability> ofId(String id) {
        return Arrays.stream(values()).filter(it -> it.id().equals(id)).findFirst();
    }
}
