/**
 * Caches of last-used numbers: Caffeine for production, a deterministic LRU, and one that forgets on command.
 *
 * <p>Depends on {@code spi} and {@code api} only.
 */
@NullMarked
package io.isequencer.storage.cache;

import org.jspecify.annotations.NullMarked;
