/**
 * The ports of the sequencer: what storages, logs, caches and observers implement.
 *
 * <p>Depends on {@code api} alone.
 */
@NullMarked
package io.isequencer.spi;

import org.jspecify.annotations.NullMarked;
