/** The cases: what is done to a sequencer and what is allowed to come of it, as plain data. */
package io.isequencer.oracle.cases;
