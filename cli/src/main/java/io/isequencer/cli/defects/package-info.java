/** The command {@code defects}: the kill matrix, with the oracle as one of its columns. */
package io.isequencer.cli.defects;
