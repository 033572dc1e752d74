package io.isequencer.oracle.drive;

import java.io.IOException;

/** Starts an adapter. */
public interface Launcher {
    /** @throws IOException if it cannot be started */
    Channel launch() throws IOException;
}
