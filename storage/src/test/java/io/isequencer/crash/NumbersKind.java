package io.isequencer.crash;

import java.util.List;

/** Where a run keeps its numbers. */
enum NumbersKind {
    /** A storage that never loses anything: it shows a log that lost what a checkpoint relied on. */
    PERFECT,
    /** One that is empty after each crash: all is rebuilt from the log. */
    LOST,
    /** The real ones of a directory. */
    MAPDB,
    /** In MVStore, on the disk that fails. */
    MVSTORE;

    static final List<NumbersKind> WITHOUT_MAPDB = List.of(PERFECT, LOST);
}
