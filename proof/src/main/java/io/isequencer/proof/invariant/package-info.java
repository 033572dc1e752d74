/** The inductive invariant, part by part, and the properties that follow from it. */
package io.isequencer.proof.invariant;
