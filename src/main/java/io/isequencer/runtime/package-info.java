/**
 * Production: threads around the core.
 *
 * <p>{@link io.isequencer.runtime.SequencerRuntime} drives the background tasks of any number of partitions on a few
 * shared threads. It is the only package that starts threads. Depends on {@code core}, {@code spi}, {@code api} and the
 * production cache.
 */
@NullMarked
package io.isequencer.runtime;

import org.jspecify.annotations.NullMarked;
