/**
 * Drives adapters: speaks the protocol with them, runs cases, and judges what comes of it.
 *
 * <p>All of a case happens in the caller's thread; {@link io.isequencer.oracle.drive.ParallelCheck} has one for each of
 * the processes that it runs side by side.
 */
package io.isequencer.oracle.drive;
