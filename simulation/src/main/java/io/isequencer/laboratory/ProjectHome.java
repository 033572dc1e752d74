package io.isequencer.laboratory;

import java.nio.file.Path;

/** The root of the checkout: checks read its specification, sources, defects and documents. The launcher tells it. */
public final class ProjectHome {
    private ProjectHome() {}

    public static Path path() {
        return Path.of(System.getProperty("isequencer.home", "."));
    }
}
