package io.isequencer.defects.matrix;

import io.isequencer.defects.Defect;

/**
 * One of the project's checks, as a column of the kill matrix.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link io.isequencer.laboratory.CheckFailedException} if the check could not be run: that is no survival.
 * </ul>
 */
public interface Column {
    /** As it stands in the matrix's head and after {@code --column}. */
    String name();

    /** What the check is, in a few words for a reader of the matrix. */
    String description();

    /** Why it has no place for some defects, in a few words. */
    String notApplicableWhen();

    /** Whether the check runs what the defect changes. */
    default boolean appliesTo(Defect defect) {
        return !defect.beyond().contains(name());
    }

    /** Runs the check with the defect planted; it must have a place for it. */
    Kill detect(Defect defect);
}
