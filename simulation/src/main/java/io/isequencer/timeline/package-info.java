/**
 * A run as one page that explains itself, in any browser and without a network.
 *
 * <p>It knows frames, and not where they come from: the simulation draws its runs with it, and the oracle those of other
 * implementations.
 */
package io.isequencer.timeline;
