package io.isequencer.defects.matrix;

import io.isequencer.defects.Defect;
import io.isequencer.defects.DefectLab;
import io.isequencer.laboratory.CheckFailedException;
import io.isequencer.laboratory.CheckFailedException.Kind;
import io.isequencer.laboratory.Stopwatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A part of the test suite, run in a child JVM until its first failure.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CheckFailedException} if no test ran.
 * </ul>
 */
public final class TestColumn extends Column {
    private static final String MAIN = "io.isequencer.testing.FirstFailure";
    private static final int NOTHING_RAN = 6;

    private final List<String> selection;
    private final DefectLab lab;
    private final Supplier<Child> child;

    /**
     * The column.
     *
     * @param notApplicableWhen why it has no place for some defects
     * @param selection options of the test runner: {@code --tag}, {@code --without-tag}, {@code --classes}
     */
    public TestColumn(
            String name,
            String description,
            String notApplicableWhen,
            List<String> selection,
            DefectLab lab,
            Supplier<Child> child) {
        super(name, description, notApplicableWhen);
        this.selection = selection;
        this.lab = lab;
        this.child = child;
    }

    @Override
    public Kill detect(Defect defect) {
        Stopwatch watch = new Stopwatch();
        List<String> arguments = new ArrayList<>(List.of(MAIN));
        arguments.addAll(selection);
        Child.Ended ended = child.get().run(defect.id() + "-" + name(), classes(defect), arguments);
        if (ended.hung()) {
            return Kill.killed("does not end", watch.seconds());
        }
        if (ended.exit() == 0) {
            return Kill.survived(watch.seconds());
        }
        if (ended.exit() == NOTHING_RAN || ended.lastLine().isEmpty()) {
            throw new CheckFailedException(
                    Kind.VACUOUS,
                    "tests must run: column=" + name() + ", defect=" + defect.id() + ", exit=" + ended.exit() + ", log="
                            + ended.log());
        }
        return Kill.killed(ended.lastLine(), watch.seconds());
    }

    private Path classes(Defect defect) {
        try {
            return lab.compile(defect);
        } catch (IOException failure) {
            throw new CheckFailedException(Kind.MISSING_FILE, "defect must be writable: " + failure, failure);
        }
    }
}
