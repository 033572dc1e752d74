package io.isequencer.cli.simulate;

import io.isequencer.simulation.run.Campaign;

/**
 * What a campaign came to.
 *
 * @param run the seeds that were run
 * @param cutShort whether it was stopped before it had run what was asked for
 * @param interrupted whether a signal did that
 */
record Outcome(Campaign campaign, SeedRange run, double seconds, boolean cutShort, boolean interrupted) {}
