package io.isequencer.verdict;

/**
 * A line of the closing table.
 *
 * @param what the kind of check
 * @param cases how many cases were run or counted
 * @param seconds the time it took; below 0 if it is not known
 * @param outcome in words
 */
record Row(String what, long cases, double seconds, String outcome) {}
