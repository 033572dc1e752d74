package io.isequencer.proof.invariant;

import static io.isequencer.proof.invariant.Vocabulary.actualizer;
import static io.isequencer.proof.invariant.Vocabulary.append;
import static io.isequencer.proof.invariant.Vocabulary.flusher;
import static io.isequencer.proof.invariant.Vocabulary.flushing;
import static io.isequencer.proof.invariant.Vocabulary.scanning;
import static io.isequencer.proof.invariant.Vocabulary.size;
import static io.isequencer.proof.invariant.Vocabulary.somethingPending;
import static io.isequencer.proof.relation.Variables.ACTUALIZING;
import static io.isequencer.proof.relation.Variables.CHECKPOINT;
import static io.isequencer.proof.relation.Variables.CLOSING;
import static io.isequencer.proof.relation.Variables.END;
import static io.isequencer.proof.relation.Variables.FL_CHECKPOINT;
import static io.isequencer.proof.relation.Variables.LEFT;
import static io.isequencer.proof.relation.Variables.MAX_EVENTS;
import static io.isequencer.proof.relation.Variables.MAX_UNFLUSHED;
import static io.isequencer.proof.relation.Variables.NEXT_OFFSET;
import static io.isequencer.proof.relation.Variables.OPENED;
import static io.isequencer.proof.relation.Variables.OWNER;
import static io.isequencer.proof.relation.Variables.PENDING_CHECKPOINT;
import static io.isequencer.proof.relation.Variables.SEQ;
import static io.isequencer.proof.relation.Variables.SIGNALLED;
import static io.isequencer.proof.relation.Variables.TRIED;
import static io.isequencer.proof.relation.Variables.UP;
import static io.isequencer.proof.relation.Variables.WEATHER;
import static io.isequencer.proof.relation.Variables.WEATHER_NOW;
import static io.isequencer.proof.relation.Variables.WORKSPACE;
import static io.isequencer.proof.term.Terms.FALSE;
import static io.isequencer.proof.term.Terms.TRUE;
import static io.isequencer.proof.term.Terms.and;
import static io.isequencer.proof.term.Terms.choose;
import static io.isequencer.proof.term.Terms.not;
import static io.isequencer.proof.term.Terms.number;
import static io.isequencer.proof.term.Terms.or;

import io.isequencer.proof.invariant.Progress.Elements;
import io.isequencer.proof.invariant.Progress.Measure;
import io.isequencer.proof.invariant.Progress.Number;
import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Term;
import io.isequencer.proof.term.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Why what must happen happens: the liveness properties of {@code tla/Properties.tla}, once the storm is over.
 *
 * <p>{@code Drained} says that an owner is drained from some time on. That follows from three: what is not drained is
 * drained in the end, unless a rebuild begins ({@code Drained}); each rebuild ends ({@code ActEnds}); and only so often
 * does a rebuild begin, or end what was drained ({@code Settles}).
 */
public final class Liveness {
    /** What is measured speaks of the parts of these. */
    public static final Set<Part.Group> GROUPS =
            Set.of(Part.Group.HIGHEST, Part.Group.RANGES, Part.Group.CLOSE, Part.Group.BOUND, Part.Group.PROGRESS);

    private static final Term.Variable O = new Term.Variable("q", OWNER);
    private static final Term.Variable C = new Term.Variable("c", Sort.OFFSET);

    private Liveness() {}

    /** All of them. */
    public static List<Progress> all() {
        return List.of(rebuildEnds(), closeEnds(), startIsAccepted(), flushIsWritten(), isDrained(), settles());
    }

    private static Term weather(String name) {
        return WEATHER_NOW.at().is(WEATHER.element(name));
    }

    /** Serves(o), and nothing fails any more. */
    private static Term serves() {
        return and(weather("calm"), UP.at(O), not(CLOSING.at(O)));
    }

    private static Term ready() {
        return and(serves(), not(ACTUALIZING.at(O)));
    }

    private static Term hasRoom() {
        return size(O).less(MAX_UNFLUSHED.at());
    }

    /** 1 if it holds, else 0. */
    private static Term one(Term condition) {
        return choose(condition, number(1), number(0));
    }

    /** How many steps a flusher that takes no new copy is from its end, but for the keys that are left. */
    private static Term stepsOfFlusher() {
        return choose(
                flusher(O, "flSyncing"),
                number(4),
                choose(
                        flusher(O, "flWriting"),
                        number(3),
                        choose(flusher(O, "flWritten"), number(2), one(flusher(O, "flIdle")))));
    }

    private static Measure left(Term when) {
        Term.Variable workspace = new Term.Variable("w", WORKSPACE);
        Term.Variable seq = new Term.Variable("s", SEQ);
        return new Elements(List.of(workspace, seq), and(when, LEFT.at(O, workspace, seq)));
    }

    /** The value while it counts, else 0. */
    private static Measure when(Term condition, Term value) {
        return new Number(choose(condition, value, number(0)));
    }

    private static Progress rebuildEnds() {
        Term stopping = actualizer(O, "actStopping");
        Term waiting = and(actualizer(O, "actWaitingRoom"), not(hasRoom()));
        Term flusherStops = and(stopping, not(flusher(O, "flStopped")));
        Term flusherCounts = or(stopping, waiting);
        Term flushersTurn = or(flusherStops, waiting);
        return new Progress(
                "ActEnds",
                "A rebuild ends.",
                List.of(O),
                and(serves(), MAX_UNFLUSHED.at().atLeast(1), ACTUALIZING.at(O)),
                List.of(
                        new Number(choose(stopping, number(2), one(actualizer(O, "actReading")))),
                        when(scanning(O), MAX_EVENTS.at().plus(1).minus(NEXT_OFFSET.at(O))),
                        new Number(one(actualizer(O, "actScanning"))),
                        new Number(one(waiting)),
                        when(waiting, one(SIGNALLED.at(O))),
                        when(flusherCounts, stepsOfFlusher()),
                        left(flusherCounts)),
                flushersTurn,
                not(flushersTurn),
                FALSE);
    }

    /** However often the storage fails: a close tries once, and no step of it comes twice. */
    private static Progress closeEnds() {
        Term stopped = actualizer(O, "actStopped");
        return new Progress(
                "Closes",
                "A close ends, even if the storage fails forever.",
                List.of(O),
                and(not(weather("stormy")), UP.at(O), CLOSING.at(O), not(and(stopped, flusher(O, "flStopped")))),
                List.of(
                        new Number(one(not(stopped))),
                        new Number(one(not(TRIED.at(O)))),
                        new Number(stepsOfFlusher()),
                        left(TRUE)),
                stopped,
                not(stopped),
                FALSE);
    }

    private static Progress startIsAccepted() {
        return new Progress(
                "Accepted",
                "Start is accepted again by an owner that is ready.",
                List.of(O),
                and(ready(), not(OPENED.at(O)), size(O).above(MAX_UNFLUSHED.at())),
                untilNothingIsPending(),
                TRUE,
                FALSE,
                FALSE);
    }

    private static List<Measure> untilNothingIsPending() {
        return List.of(new Number(one(SIGNALLED.at(O))), new Number(stepsOfFlusher()), left(TRUE));
    }

    private static Progress flushIsWritten() {
        Term onItsWay = and(flushing(O), FL_CHECKPOINT.at(O).atLeast(C));
        return new Progress(
                "FlushReaches",
                "A published checkpoint reaches the storage, unless a rebuild comes first.",
                List.of(O, C),
                and(
                        ready(),
                        PENDING_CHECKPOINT.at(O).atLeast(C),
                        CHECKPOINT.at().less(C)),
                List.of(new Number(one(not(onItsWay))), new Number(stepsOfFlusher()), left(TRUE)),
                TRUE,
                FALSE,
                FALSE);
    }

    private static Term drained() {
        return and(
                not(somethingPending(O)),
                NEXT_OFFSET.at(O).atMost(CHECKPOINT.at().max(1)));
    }

    private static Progress isDrained() {
        List<Measure> measures = new ArrayList<>();
        measures.add(new Number(MAX_EVENTS.at().plus(1).minus(NEXT_OFFSET.at(O))));
        measures.addAll(untilNothingIsPending());
        return new Progress(
                "Drained",
                "In the end nothing is pending, and the checkpoint is where the owner is, unless a rebuild comes first.",
                List.of(O),
                and(ready(), not(drained())),
                measures,
                TRUE,
                FALSE,
                FALSE);
    }

    /** Between two events of the log, a client can flush once, be refused once, and begin one rebuild. */
    private static Progress settles() {
        Term behind = NEXT_OFFSET.at(O).atMost(END.at());
        Term client = choose(
                ACTUALIZING.at(O),
                number(2),
                choose(
                        append(O, "none"),
                        choose(behind, number(4), number(1)),
                        choose(append(O, "ok"), number(5), number(3))));
        Term undone = and(drained(), not(Terms.next(drained())), not(Terms.next(ACTUALIZING.at(O))));
        return new Progress(
                "Settles",
                "Only so often as the log grows, a rebuild begins, or there is something to be written again.",
                List.of(O),
                serves(),
                List.of(new Number(MAX_EVENTS.at().minus(END.at())), new Number(client)),
                FALSE,
                FALSE,
                and(not(ACTUALIZING.at(O)), or(undone, Terms.next(ACTUALIZING.at(O)))));
    }
}
