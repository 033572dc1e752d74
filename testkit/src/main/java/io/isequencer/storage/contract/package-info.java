/**
 * What each implementation of a port must keep, as JUnit 5 classes to extend: {@code SequenceStorageContract} and {@code
 * EventLogContract}, the {@code Durable} ones for what outlives a process, and {@code CacheContract}.
 */
package io.isequencer.storage.contract;
