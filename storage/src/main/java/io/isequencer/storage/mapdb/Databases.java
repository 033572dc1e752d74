package io.isequencer.storage.mapdb;

import java.nio.file.Path;
import org.mapdb.DBMaker;

/** How MapDB gets at its own file: not through a {@link io.isequencer.storage.disk.Disk}. */
@FunctionalInterface
interface Databases {
    /** MapDB's access by default: mapped memory would end the JVM when the disk is full. */
    Databases REAL = file -> DBMaker.fileDB(file.toFile()).fileLockDisable();

    DBMaker.Maker at(Path file);
}
