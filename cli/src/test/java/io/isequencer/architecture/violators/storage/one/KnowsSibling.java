package io.isequencer.architecture.violators.storage.one;

import io.isequencer.architecture.violators.storage.two.Sibling;

/** Breaks a rule on purpose. */
public final class KnowsSibling {
    private KnowsSibling() {}

    static final Sibling SIBLING = new Sibling();
}
