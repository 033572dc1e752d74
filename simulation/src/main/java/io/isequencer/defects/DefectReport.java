package io.isequencer.defects;

/**
 * Whether the simulation found a defect, and how soon.
 *
 * @param seed the first failing one; 0 if the defect survived
 * @param property what it broke
 * @param moves the size of the shrunk capsule
 * @param capsule as JSON
 */
public record DefectReport(Defect defect, long seed, String property, int moves, String capsule) {

    static DefectReport of(Defect defect, String[] found) {
        return found.length == 0
                ? new DefectReport(defect, 0, "", 0, "")
                : new DefectReport(defect, Long.parseLong(found[0]), found[1], Integer.parseInt(found[2]), found[3]);
    }

    public boolean killed() {
        return seed > 0;
    }
}
