/** Runs parts of the test suite from a program. */
package io.isequencer.testing;
