package io.isequencer.defects.matrix;

import io.isequencer.defects.Defect;
import io.isequencer.defects.DefectLab;
import io.isequencer.laboratory.CheckFailedException;
import io.isequencer.laboratory.CheckFailedException.Kind;
import io.isequencer.laboratory.Stopwatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Threads under load, and a check beside them that judges each step by the proved relation.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CheckFailedException} if the changed code never ran: then nothing was asked.
 * </ul>
 */
public final class LiveColumn extends Column {
    private static final Pattern STEP = Pattern.compile("step \\d+, (\\w+)");
    private static final Pattern PART = Pattern.compile("(?m)^the state behind it would break (\\w+):");

    private final DefectLab lab;

    public LiveColumn(DefectLab lab) {
        super(
                "live",
                "the runtime's threads under load, each step judged by the proved relation while they run",
                "storage and log are in memory, no offset is near the largest");
        this.lab = lab;
    }

    @Override
    public Kill detect(Defect defect) {
        Stopwatch watch = new Stopwatch();
        DefectLab.Watched watched = lab.watch(defect);
        if (!watched.misfit().isEmpty()) {
            return Kill.killed(step(watched.misfit()), watch.seconds());
        }
        if (defect.changes().isEmpty() && !watched.ended()) {
            throw new CheckFailedException(
                    Kind.VACUOUS, "load must come to its end without a defect: column=" + name());
        }
        if (!defect.changes().isEmpty() && !watched.changeRan()) {
            throw new CheckFailedException(
                    Kind.VACUOUS, "changed code must run: column=" + name() + ", defect=" + defect.id());
        }
        return Kill.survived(watch.seconds());
    }

    /** The step, and the part of the invariant that it breaks if there is one: how many came before differs each time. */
    private static String step(String misfit) {
        Matcher step = STEP.matcher(misfit);
        if (!step.lookingAt()) {
            return misfit.lines().findFirst().orElseThrow();
        }
        Matcher part = PART.matcher(misfit);
        return part.find() ? step.group(1) + ", " + part.group(1) : step.group(1);
    }
}
