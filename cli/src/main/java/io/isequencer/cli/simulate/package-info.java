/**
 * The commands around the simulation: {@code simulate}, {@code replay}, {@code shrink}.
 *
 * <p>Depends on {@code simulation}, and on {@code cli} for terminal and exit codes.
 */
package io.isequencer.cli.simulate;
