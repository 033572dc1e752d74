/** The oracle's cases as tests of a sequencer in Java, in the same process. */
package io.isequencer.oracle.contract;
