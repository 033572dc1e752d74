/**
 * Numbers and checkpoint in MapDB: derived data, which the PLog can rebuild.
 *
 * <p>Depends on {@code spi} and {@code api} only.
 */
package io.isequencer.storage.mapdb;
