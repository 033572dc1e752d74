package io.isequencer.storage.disk;

import io.isequencer.api.StorageException;
import java.io.Closeable;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what nobody relies on any more: what had to be durable was synced before. */
public final class Closeables {
    private static final Logger LOG = LoggerFactory.getLogger(Closeables.class);

    private Closeables() {}

    /** @param closeable null if there is nothing to close */
    public static void closeQuietly(Closeable closeable) {
        if (closeable == null) {
            return;
        }
        try {
            closeable.close();
        } catch (IOException | StorageException e) {
            LOG.warn("file not closed: cause={}", e.toString());
        }
    }
}
