package io.isequencer.defects.matrix;

import io.isequencer.defects.Defect;
import io.isequencer.laboratory.Stopwatch;
import io.isequencer.model.WrongReading;
import java.nio.file.Path;

/** TLC, with the wrong reading of the specification that says the same as the defect. */
public final class ModelColumn implements Column {
    private final Path home;

    public ModelColumn(Path home) {
        this.home = home;
    }

    @Override
    public String name() {
        return "tlc";
    }

    @Override
    public String description() {
        return "TLC, with the same wrong reading switched on in the specification";
    }

    @Override
    public String notApplicableWhen() {
        return "no wrong reading of the specification says the same";
    }

    @Override
    public boolean appliesTo(Defect defect) {
        return defect.spec() != null;
    }

    @Override
    public Kill detect(Defect defect) {
        Stopwatch watch = new Stopwatch();
        String refuted = WrongReading.refute(home, defect.spec());
        return refuted.isEmpty() ? Kill.survived(watch.seconds()) : Kill.killed(refuted, watch.seconds());
    }
}
