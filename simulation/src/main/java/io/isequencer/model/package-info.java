/**
 * Runs TLC, the model checker of TLA+, in child JVMs: on the specification's configurations, those that must fail
 * included, and on changes of the specification that must be noticed.
 *
 * <p>Never in this JVM: TLC keeps its state in static fields, and ends the process as it likes.
 */
package io.isequencer.model;
