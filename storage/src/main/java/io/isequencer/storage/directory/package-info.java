/**
 * A partition in a directory: its log, numbers, kept numbers of dropped events, declared sequences and lock, opened with
 * one call.
 *
 * <p>Puts {@code runtime}, {@code storage.segment} and {@code storage.mapdb} together; none of them knows it.
 */
package io.isequencer.storage.directory;
