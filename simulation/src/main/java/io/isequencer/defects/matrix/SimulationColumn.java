package io.isequencer.defects.matrix;

import io.isequencer.defects.Defect;
import io.isequencer.defects.DefectLab;
import io.isequencer.defects.DefectReport;
import io.isequencer.laboratory.Stopwatch;
import java.util.function.Consumer;

/** Random schedules: seeds from 1 on until one fails, then the shrunk capsule. */
public final class SimulationColumn extends Column {
    private static final int MOVES_PER_SEED = 2000;

    private final DefectLab lab;
    private final int seeds;
    private final Consumer<DefectReport> found;

    /**
     * The column.
     *
     * @param found takes each report, for the corpus
     */
    public SimulationColumn(DefectLab lab, int seeds, Consumer<DefectReport> found) {
        super(
                "simulation",
                "random schedules with faults, seeds from 1 on",
                "it has one thread, no files, no number near the largest");
        this.lab = lab;
        this.seeds = seeds;
        this.found = found;
    }

    @Override
    public Kill detect(Defect defect) {
        Stopwatch watch = new Stopwatch();
        DefectReport report = lab.detect(defect, seeds, MOVES_PER_SEED);
        if (!report.killed()) {
            return Kill.survived(watch.seconds());
        }
        found.accept(report);
        String how = "seed " + report.seed() + ", " + report.property() + ", " + report.moves() + " moves";
        return Kill.killed(how, watch.seconds());
    }
}
