/**
 * Makes cases and vectors of paths through the explored model. What it makes of the small configuration is committed as
 * {@code model-cases.ndjson}, and read by {@code oracle.cases}: nothing here runs when an adapter is judged.
 */
package io.isequencer.oracle.modelpaths;
