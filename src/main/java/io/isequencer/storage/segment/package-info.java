/**
 * The PLog in checksummed, append-only segment files with group commit.
 *
 * <p>Depends on {@code spi} and {@code api} only.
 */
package io.isequencer.storage.segment;
