/**
 * Input that is still being written: judged as it comes, and up to where it was when the command was stopped.
 *
 * <ul>
 *   <li><i>May know:</i> {@code cli}.
 * </ul>
 */
package io.isequencer.cli.follow;
