package io.isequencer.storage.directory;

import io.isequencer.api.StorageException;

/** A file or directory that must be there is not, or is not readable. Nothing was changed. */
public final class MissingFileException extends StorageException {
    private static final long serialVersionUID = 1L;

    MissingFileException(String message) {
        super(message, true);
    }

    MissingFileException(String message, Throwable cause) {
        super(message, true, cause);
    }
}
