package io.isequencer.storage.faulty;

/**
 * A call, as the plan sees it.
 *
 * @param operation what is called
 * @param number counts the calls of this operation in this wrapper, from 1
 * @param size values of a write's batch, numbers of an appended event, 0 for the others
 */
public record FaultCall(Operation operation, long number, int size) {}
