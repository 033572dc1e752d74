package io.isequencer.simulation.render;

import io.isequencer.recording.OwnerTrace;
import io.isequencer.recording.OwnerView;
import io.isequencer.recording.TraceWriter;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.world.Owner;
import io.isequencer.spi.Action;
import io.isequencer.spi.StateView;
import io.isequencer.spi.StepListener;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the trace of a run.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe; hand it to one run as its observer and as its listener.
 * </ul>
 */
public final class SimTracer extends StepTeller implements StepListener, AutoCloseable {
    private record Taken(Step step, OwnerView view) {}

    private final TraceWriter writer;
    private final OwnerTrace[] owners = new OwnerTrace[Options.MAX_OWNERS];
    private final List<Taken> steps = new ArrayList<>();

    /** Traces a run with these options. */
    public SimTracer(Writer out, Options options) {
        this(new TraceWriter(out, options.params()));
    }

    private SimTracer(TraceWriter writer) {
        super(writer, true);
        this.writer = writer;
    }

    @Override
    public void onStep(Step step, StateView state) {
        steps.add(new Taken(step, OwnerView.of(state)));
    }

    @Override
    void opened(Owner owner) {
        owners[owner.id()] = writer.open(name(owner));
    }

    @Override
    void tellCore(Owner owner, boolean givenUp) {
        for (Taken taken : steps) {
            if (givenUp && taken.step.action() == Action.FL_FAIL) {
                owners[owner.id()].writeGivenUp(taken.step, taken.view);
            } else {
                owners[owner.id()].write(taken.step, taken.view);
            }
        }
        steps.clear();
    }

    @Override
    public void close() {
        writer.close();
    }
}
