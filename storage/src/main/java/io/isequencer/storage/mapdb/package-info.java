/**
 * Numbers and checkpoint in MapDB: derived data, which the PLog can rebuild.
 *
 * <p>Depends on {@code spi}, {@code api} and {@code storage.disk} only.
 */
package io.isequencer.storage.mapdb;
