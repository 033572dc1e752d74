/** Runs: one seed from its first move to its verdict, many of them, and the smallest one that still fails. */
package io.isequencer.simulation.run;
