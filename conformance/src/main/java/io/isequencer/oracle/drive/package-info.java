/**
 * Drives adapters: starts them, speaks the protocol with them, and runs cases.
 *
 * <p>{@link io.isequencer.oracle.drive.ProcessChannel} has the only threads of the oracle; everything else happens in the
 * caller's.
 */
package io.isequencer.oracle.drive;
