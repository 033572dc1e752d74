package io.isequencer.cli.explain;

import java.util.Objects;

/**
 * Something that {@code explain} can put in words.
 *
 * @param id what the user types, stable forever
 * @param title one line for the list
 * @param text the explanation
 */
public record Topic(String id, String title, String text) {
    public Topic {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(text, "text");
    }
}
