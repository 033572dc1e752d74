/**
 * Numbers and log in Cassandra: what races is decided by its Paxos for the log, and by its time stamps for the numbers.
 *
 * <p>Depends on {@code spi}, {@code api} and the driver only.
 */
package io.isequencer.storage.cassandra;
