/** Thousands of partitions on many machines, over a storage with queues: what a large installation asks of its storage. */
package io.isequencer.simulation.fleet;
