/**
 * The ports of the sequencer: what storages, logs, caches and observers implement.
 *
 * <p>Depends on {@code api} alone.
 */
package io.isequencer.spi;
