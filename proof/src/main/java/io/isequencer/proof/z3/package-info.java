/** The solver z3, in process. Nothing else in this module knows it. */
package io.isequencer.proof.z3;
