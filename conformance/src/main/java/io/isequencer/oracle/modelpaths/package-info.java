/**
 * Makes cases and vectors of paths through the explored model. What it makes of the small configuration is committed as
 * {@code model-cases.ndjson}, and read by {@code oracle.catalogue}. {@code oracle check --paths} plays all of the paths, and
 * counts what became of each edge.
 */
package io.isequencer.oracle.modelpaths;
