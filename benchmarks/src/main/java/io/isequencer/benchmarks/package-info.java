/** How fast the sequencer is, measured beside a yardstick in the same run. Never shipped. */
package io.isequencer.benchmarks;
