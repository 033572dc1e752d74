/**
 * Fault injection over any storage and log: a plan decides, nothing here is random.
 *
 * <p>Depends on {@code spi} and {@code api} only.
 */
package io.isequencer.storage.faulty;
