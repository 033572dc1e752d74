package io.isequencer.timeline;

import java.util.List;
import java.util.Map;

/**
 * One step of a run as traces and timelines show it.
 *
 * @param number from 1
 * @param lane who took the step: {@code client}, {@code flusher}, {@code actualizer}, {@code storage}, {@code log} or
 *     {@code world}
 * @param move the move in words, as a capsule has it
 * @param actions the core's actions, under their names in the specification
 * @param detail the outcome, in a few words
 * @param fault whether the move is a fault
 * @param arrows what reached a lane with this step, and from where
 * @param state the world afterwards, by name
 */
public record Frame(
        int number,
        long virtualMs,
        int owner,
        String lane,
        String move,
        List<String> actions,
        String detail,
        boolean fault,
        List<Arrow> arrows,
        Map<String, Object> state) {}
