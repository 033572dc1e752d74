/**
 * Storage and log in memory: published test doubles, and what the simulation runs on.
 *
 * <p>Depends on {@code spi} and {@code api} only.
 */
package io.isequencer.storage.memory;
