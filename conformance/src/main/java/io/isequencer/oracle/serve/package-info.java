/**
 * Our own sequencer as an adapter of the oracle's protocol, as any other implementation would have one.
 *
 * <p>{@link io.isequencer.oracle.serve.VirtualAdapter} drives the core with one thread and virtual time;
 * {@link io.isequencer.oracle.serve.ThreadedAdapter} puts the production runtime behind the same messages. Depends on
 * {@code oracle.wire}, {@code runtime}, {@code core}, {@code spi}, {@code api} and the caches.
 */
package io.isequencer.oracle.serve;
