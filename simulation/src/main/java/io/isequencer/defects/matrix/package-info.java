/**
 * The kill matrix: each planted defect against each of the project's checks.
 *
 * <p>A check is a {@code Column}. Those that need nothing but the laboratory are here; the command brings the others.
 */
package io.isequencer.defects.matrix;
