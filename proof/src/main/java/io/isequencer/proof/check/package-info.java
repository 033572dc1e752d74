/** Whether recorded steps are steps of the relation, one after the other, and if not, why. */
package io.isequencer.proof.check;
