/** A run as one page that explains itself, in any browser and without a network. */
package io.isequencer.simulation.timeline;
