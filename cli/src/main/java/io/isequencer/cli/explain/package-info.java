/** The command {@code explain}, and what it can explain. */
package io.isequencer.cli.explain;
