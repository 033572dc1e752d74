/** States as bytes, a graph of them in flat arrays, and the bounds that give a state its layout. */
package io.isequencer.simulation.explore.state;
