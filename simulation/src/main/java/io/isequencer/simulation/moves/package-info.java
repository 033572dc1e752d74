/** What can happen in a simulation and how likely it is: moves, faults, a seed's options; and what of it was reached. */
package io.isequencer.simulation.moves;
