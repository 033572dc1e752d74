/** What is done with the obligations: they are proved, and what is not proved is explained. */
package io.isequencer.proof.prove;
