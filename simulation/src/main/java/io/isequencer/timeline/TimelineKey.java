package io.isequencer.timeline;

/**
 * A key and the short name that a timeline uses for it.
 *
 * @param name as {@code w0/s1}
 * @param wsId unsigned
 */
public record TimelineKey(String name, long wsId, int seqId, long initialValue) {}
