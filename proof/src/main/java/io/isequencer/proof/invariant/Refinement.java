package io.isequencer.proof.invariant;

import static io.isequencer.proof.invariant.Part.Group.HIGHEST;
import static io.isequencer.proof.invariant.Part.Group.NUMBERS;
import static io.isequencer.proof.invariant.Part.Group.WITNESSES;
import static io.isequencer.proof.invariant.Vocabulary.carries;
import static io.isequencer.proof.invariant.Vocabulary.eachKey;
import static io.isequencer.proof.invariant.Vocabulary.eachNumber;
import static io.isequencer.proof.invariant.Vocabulary.eachOffset;
import static io.isequencer.proof.relation.Variables.*;
import static io.isequencer.proof.term.Terms.and;
import static io.isequencer.proof.term.Terms.choose;
import static io.isequencer.proof.term.Terms.exists;
import static io.isequencer.proof.term.Terms.or;

import io.isequencer.proof.relation.Action;
import io.isequencer.proof.relation.Variables;
import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Symbol;
import io.isequencer.proof.term.Term;
import java.util.Set;

/**
 * Each step is one of {@code tla/Sequence.tla}, or leaves its variables alone, seen through the mapping of {@code
 * Implements} in {@code tla/Properties.tla}: its log is {@code log.at}, its length is the end, and its drafts are the
 * events of open transactions and of appends in flight.
 */
public final class Refinement {
    private static final String NAME = "Implements";

    private Refinement() {}

    /** What an action must be, seen from there: which of its actions depends on what it changes. */
    public static Property of(Action action) {
        boolean logged = changes(action, TAKEN) || changes(action, ISSUED) || changes(action, EXPLICIT);
        if (!logged) {
            return property("More of the log becomes durable, or nothing changes: Settle, Draft.", settle());
        }
        return action.name().equals("PowerLoss")
                ? property("A crash takes a tail that was not durable: LoseTail.", loseTail())
                : property("A draft becomes the event at the next offset: Append.", append());
    }

    /** What a user sees in the beginning: Init. */
    public static Term init() {
        return and(eachOffset(i -> TAKEN.at(i).not()), durable().is(0));
    }

    private static Property property(String sentence, Term term) {
        return new Property(NAME, sentence, Set.of(HIGHEST, NUMBERS, WITNESSES), term);
    }

    private static boolean changes(Action action, Symbol symbol) {
        return action.updates().stream()
                .anyMatch(update -> update.place().function().equals(symbol));
    }

    private static Term durable() {
        return Vocabulary.durable();
    }

    private static Term durableAfter() {
        return choose(BUFFERED.at(), SYNCED.next(), END.next());
    }

    /** The event at the offset stays as it is. */
    private static Term kept(Term i) {
        return and(
                TAKEN.next(i).is(TAKEN.at(i)),
                eachKey(k -> eachNumber(n -> and(
                        ISSUED.next(i, k, n).is(ISSUED.at(i, k, n)),
                        EXPLICIT.next(i, k, n).is(EXPLICIT.at(i, k, n))))));
    }

    private static Term settle() {
        return and(
                eachOffset(Refinement::kept),
                durable().atMost(durableAfter()),
                durableAfter().atMost(END.at()));
    }

    private static Term loseTail() {
        Term n = END.next();
        return and(
                durable().atMost(n),
                n.atMost(END.at()),
                durableAfter().is(choose(BUFFERED.at(), durable(), n)),
                eachOffset(i -> TAKEN.next(i).is(and(i.atLeast(1), i.atMost(n)))),
                eachOffset(i -> i.atMost(n).implies(kept(i))));
    }

    private static Term append() {
        Term next = END.at().plus(1);
        return and(
                eachOffset(i -> i.is(next).or(kept(i))),
                TAKEN.next(next),
                or(
                        exists(OWNER, "o", o -> and(OPENED.at(o), isDraftOf(o, next))),
                        exists(Variables.APPEND, "a", a -> and(LATE_APPEND.at(a), isInFlight(a, next)))),
                fits(next),
                durable().atMost(durableAfter()),
                durableAfter().atMost(next));
    }

    private static Term isDraftOf(Term o, Term next) {
        return eachKey(k -> eachNumber(n -> and(
                ISSUED.next(next, k, n).is(and(k.workspace().is(TX_WS.at(o)), TX_ISSUED.at(o, k.seq(), n))),
                EXPLICIT.next(next, k, n).is(and(k.workspace().is(TX_WS.at(o)), TX_EXPLICIT.at(o, k.seq(), n))))));
    }

    private static Term isInFlight(Term a, Term next) {
        return eachKey(k -> eachNumber(n -> and(
                ISSUED.next(next, k, n).is(LATE_ISSUED.at(a, k, n)),
                EXPLICIT.next(next, k, n).is(LATE_EXPLICIT.at(a, k, n)))));
    }

    /** Fits(event) */
    private static Term fits(Term next) {
        return eachKey(k -> eachNumber(n -> ISSUED.next(next, k, n)
                .implies(and(
                        eachOffset(i -> eachNumber(
                                m -> and(TAKEN.at(i), carries(i, k, m)).implies(m.less(n)))),
                        or(
                                n.is(INITIAL.at(k.seq())),
                                exists(Sort.OFFSET, "j", j -> and(TAKEN.at(j), carries(j, k, n.minus(1)))),
                                ISSUED.next(next, k, n.minus(1)),
                                EXPLICIT.next(next, k, n.minus(1)))))));
    }
}
