/**
 * Engines behind a pipe: an adapter offers the two ports, and is put through the scenarios of the testkit.
 *
 * <p>The messages are those of {@code conformance/ENGINES.md}.
 */
package io.isequencer.oracle.engine;
