/**
 * Lines to an adapter and back, whether it is a process or listens at an address.
 *
 * <p>{@link io.isequencer.oracle.channel.ProcessChannel} has threads, which read and write pipes that can hang; whoever
 * uses a channel never waits for them longer than it says.
 */
package io.isequencer.oracle.channel;
