/**
 * Runs TLC, the model checker of TLA+, in child JVMs and reads what it says.
 *
 * <p>Never in this JVM: TLC keeps its state in static fields, and ends the process as it likes.
 */
package io.isequencer.cli.tlc;
