/**
 * The PLog in checksummed, append-only segment files with group commit.
 *
 * <p>Depends on {@code spi}, {@code api} and {@code storage.disk} only.
 */
package io.isequencer.storage.segment;
