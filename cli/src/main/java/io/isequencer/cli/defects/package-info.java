/** The command {@code defects}: the kill matrix, with the oracle and the proof among its columns. */
package io.isequencer.cli.defects;
