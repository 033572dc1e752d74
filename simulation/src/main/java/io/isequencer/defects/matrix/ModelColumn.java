package io.isequencer.defects.matrix;

import io.isequencer.defects.Defect;
import io.isequencer.laboratory.Stopwatch;
import io.isequencer.model.WrongReading;
import java.nio.file.Path;

/** TLC, with the wrong reading of the specification that says the same as the defect. */
public final class ModelColumn extends Column {
    private final Path home;

    public ModelColumn(Path home) {
        super(
                "tlc",
                "TLC, with the same wrong reading switched on in the specification",
                "no wrong reading of the specification says the same");
        this.home = home;
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
