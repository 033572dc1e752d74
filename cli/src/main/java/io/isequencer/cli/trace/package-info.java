/** The command {@code trace}: asks TLC whether a recorded run is a behaviour of the specification. */
package io.isequencer.cli.trace;
