/** What must hold after each move, told from a model that is one equation. */
package io.isequencer.simulation.check;
