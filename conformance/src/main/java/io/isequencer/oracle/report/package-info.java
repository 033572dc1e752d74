/** The outcome of a check: as text, as JSON, and as JUnit XML. */
package io.isequencer.oracle.report;
