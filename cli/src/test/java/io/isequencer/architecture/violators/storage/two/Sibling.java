package io.isequencer.architecture.violators.storage.two;

/** What {@code KnowsSibling} should not know. */
public final class Sibling {}
