/**
 * The production cache of last-used numbers.
 *
 * <p>Depends on {@code spi} and {@code api} only.
 */
package io.isequencer.storage.cache;
