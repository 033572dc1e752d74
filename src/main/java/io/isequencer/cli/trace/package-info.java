/**
 * The command {@code trace}: asks TLC whether a recorded run is a behaviour of the specification.
 *
 * <p>Depends on {@code cli.tlc}, and on {@code cli} for terminal and exit codes.
 */
package io.isequencer.cli.trace;
