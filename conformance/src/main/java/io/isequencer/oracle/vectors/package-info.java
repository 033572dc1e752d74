/**
 * Test vectors: sequential cases as plain data, for people who want nothing but data in their unit tests.
 *
 * <p>They come from {@code oracle.catalogue}, from families of their own, and on demand from the paths of
 * the explored model. What they expect is computed by {@link io.isequencer.oracle.catalogue.Script}, which has nothing in
 * common with the core; {@link io.isequencer.oracle.vectors.VectorPlayer} plays them against it. The format is {@code
 * conformance/VECTORS.md}.
 */
package io.isequencer.oracle.vectors;
