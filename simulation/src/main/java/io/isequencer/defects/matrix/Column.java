package io.isequencer.defects.matrix;

import io.isequencer.defects.Defect;

/**
 * One of the project's checks, as a column of the kill matrix.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link io.isequencer.laboratory.CheckFailedException} if the check could not be run: that is no survival.
 * </ul>
 */
public abstract class Column {
    private final String name;
    private final String description;
    private final String notApplicableWhen;

    /**
     * A column with its words.
     *
     * @param name as it stands in the matrix's head and after {@code --column}
     * @param description what the check is, in a few words for a reader of the matrix
     * @param notApplicableWhen why it has no place for some defects, in a few words
     */
    protected Column(String name, String description, String notApplicableWhen) {
        this.name = name;
        this.description = description;
        this.notApplicableWhen = notApplicableWhen;
    }

    public final String name() {
        return name;
    }

    final String description() {
        return description;
    }

    final String notApplicableWhen() {
        return notApplicableWhen;
    }

    /** Whether the check runs what the defect changes. */
    public boolean appliesTo(Defect defect) {
        return !defect.beyond().contains(name);
    }

    /** Runs the check with the defect planted; it must have a place for it. */
    public abstract Kill detect(Defect defect);
}
