/**
 * The production cache of last-used numbers.
 *
 * <p>Depends on {@code spi} and {@code api} only.
 */
@NullMarked
package io.isequencer.storage.cache;

import org.jspecify.annotations.NullMarked;
