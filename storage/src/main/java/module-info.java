/**
 * A log in segment files, numbers in MapDB, and the directory of a partition that holds both.
 *
 * <p>MapDB has no module's name of its own; what it needs that has one is named here, since nothing else would bring it.
 */
module io.isequencer.storage {
    requires transitive io.isequencer;
    requires static com.h2database.mvstore;
    requires com.google.common;
    requires kotlin.stdlib;
    requires mapdb;
    requires org.slf4j;

    exports io.isequencer.storage.directory;
    exports io.isequencer.storage.disk;
    exports io.isequencer.storage.mapdb;
    exports io.isequencer.storage.mvstore;
    exports io.isequencer.storage.segment;
    exports io.isequencer.storage.segment.maintenance;
}
