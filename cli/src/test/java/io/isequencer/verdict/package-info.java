/** What {@code mvn verify} says at its end, from the reports of all that ran. */
package io.isequencer.verdict;
