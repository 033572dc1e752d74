/** The first back end of the terms: text in SMT-LIB, for any solver, and the obligations written in it. */
package io.isequencer.proof.smt;
