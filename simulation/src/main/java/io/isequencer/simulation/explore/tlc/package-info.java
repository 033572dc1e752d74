/** The state graph that TLC writes, read while it grows. */
package io.isequencer.simulation.explore.tlc;
