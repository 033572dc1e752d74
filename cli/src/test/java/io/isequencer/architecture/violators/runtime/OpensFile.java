package io.isequencer.architecture.violators.runtime;

import java.io.FileOutputStream;
import java.io.IOException;

/** Breaks a rule on purpose. */
public final class OpensFile {
    private OpensFile() {}

    static void open(String file) throws IOException {
        new FileOutputStream(file).close();
    }
}
