/** Runs in the forms in which they are kept and looked at: traces, capsules, frames of a timeline. */
package io.isequencer.simulation.render;
