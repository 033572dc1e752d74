/**
 * The second back end of the terms: values in concrete states of a finite world. Terms are compiled once, to code over
 * tables; a state is those tables. Knows no solver.
 */
package io.isequencer.proof.evaluate;
