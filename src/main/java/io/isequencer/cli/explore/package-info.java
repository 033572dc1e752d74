/**
 * The command {@code explore}: all schedules of the core, against the specification's state graph.
 *
 * <p>Depends on {@code simulation} and {@code cli}.
 */
package io.isequencer.cli.explore;
