package io.isequencer.proof.relation;

import static io.isequencer.proof.relation.Rules.outcome;
import static io.isequencer.proof.relation.Variables.ACTUALIZER;
import static io.isequencer.proof.relation.Variables.ACTUALIZING;
import static io.isequencer.proof.relation.Variables.ACT_STATE;
import static io.isequencer.proof.relation.Variables.ANSWER;
import static io.isequencer.proof.relation.Variables.ANSWERED;
import static io.isequencer.proof.relation.Variables.CANCELLED;
import static io.isequencer.proof.relation.Variables.CHECKPOINT;
import static io.isequencer.proof.relation.Variables.EARLY;
import static io.isequencer.proof.relation.Variables.FL_CHECKPOINT;
import static io.isequencer.proof.relation.Variables.MISS_PENDING;
import static io.isequencer.proof.relation.Variables.MISS_SEQ;
import static io.isequencer.proof.relation.Variables.NEXT_OFFSET;
import static io.isequencer.proof.relation.Variables.PENDING;
import static io.isequencer.proof.relation.Variables.PENDING_CHECKPOINT;
import static io.isequencer.proof.relation.Variables.SEQ;
import static io.isequencer.proof.relation.Variables.SIGNALLED;
import static io.isequencer.proof.relation.Variables.TAKEN;
import static io.isequencer.proof.relation.Variables.TX_APPEND;
import static io.isequencer.proof.relation.Variables.TX_LAST;
import static io.isequencer.proof.relation.Variables.TX_OFFSET;
import static io.isequencer.proof.relation.Variables.UP;
import static io.isequencer.proof.relation.Variables.WORKSPACE;
import static io.isequencer.proof.term.Terms.TRUE;
import static io.isequencer.proof.term.Terms.and;
import static io.isequencer.proof.term.Terms.choose;
import static io.isequencer.proof.term.Terms.exists;
import static io.isequencer.proof.term.Terms.not;
import static io.isequencer.proof.term.Terms.number;

import io.isequencer.proof.term.Key;
import io.isequencer.proof.term.Symbol;
import io.isequencer.proof.term.Term;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Wrong readings that take an action of their own: module {@code tla/SequencerWrong.tla}. */
final class WrongActions {
    private final Rules r;
    private final Term o = new Term.Variable("o", Variables.OWNER);
    private final Owner p;

    WrongActions(Rules rules) {
        r = rules;
        p = new Owner(o, rules);
    }

    /** The readings, and what each adds. */
    private Map<String, Supplier<List<Action>>> readings() {
        Map<String, Supplier<List<Action>>> readings = new LinkedHashMap<>();
        readings.put("R1_FlushFirst", () -> List.of(flushBeforeAppend(), endAfterFlush()));
        readings.put("R5_FlushInTwo", () -> List.of(flushCheckpoint()));
        readings.put("R5_ScanInTwo", () -> List.of(scanCheckpoint()));
        readings.put("R7_CheckpointFirst", () -> List.of(checkpointBeforeValues()));
        readings.put("R8_FillAll", () -> List.of(fillWorkspace()));
        readings.put("R8_FillAbsentLate", () -> List.of(fillWorkspace()));
        readings.put("R11_ClearEarly", () -> List.of(actualizeClearing(), lateCancel()));
        readings.put("R11_ReadEarly", () -> List.of(readEarly()));
        readings.put("R11_KeepInproc", () -> List.of(actualizeKeepingInproc()));
        readings.put("R12_SignalFirst", () -> List.of(signalFirst(), publishAfterSignal()));
        readings.put("R14_RescanReread", () -> List.of(rescanReread()));
        readings.put("R14_RescanFromStart", () -> List.of(readAndKeep(), rescanFromStart()));
        readings.put("StraySignal", () -> List.of(straySignal()));
        return readings;
    }

    static Set<String> names() {
        return new WrongActions(new Rules(Set.of())).readings().keySet();
    }

    List<Action> all() {
        return readings().entrySet().stream()
                .filter(reading -> r.on(reading.getKey()))
                .flatMap(reading -> reading.getValue().get().stream())
                .toList();
    }

    private Action.Builder publish(Action.Builder action) {
        return publishSilently(action).set(p.get(SIGNALLED), true);
    }

    private Action.Builder publishSilently(Action.Builder action) {
        return action.setEachKey(p::pending, k -> p.pending(k).max(p.used(k)))
                .setEachKey(p::cache, k -> choose(p.used(k).above(0), p.used(k), p.cache(k)))
                .set(p.get(PENDING_CHECKPOINT), p.get(TX_OFFSET).plus(1))
                .set(p.get(NEXT_OFFSET), p.get(TX_OFFSET).plus(1));
    }

    private Action flushBeforeAppend() {
        return Action.named("FlushBeforeAppend", o)
                .when(p.filling(), p.get(NEXT_OFFSET).is(p.get(TX_OFFSET)))
                .also(this::publish)
                .build();
    }

    private Action endAfterFlush() {
        return Action.named("EndAfterFlush", o)
                .when(p.client(), p.inTx(), p.get(NEXT_OFFSET).above(p.get(TX_OFFSET)))
                .when(p.get(TX_APPEND).isNot(outcome("none")))
                .also(action -> p.become(action, Owner.NO_TX))
                .build();
    }

    private Action flushCheckpoint() {
        return Action.named("FlushCheckpoint", o)
                .when(p.client(), p.inTx(), p.get(TX_APPEND).is(outcome("ok")))
                .when(p.get(PENDING_CHECKPOINT).atMost(p.get(TX_OFFSET)))
                .set(p.get(PENDING_CHECKPOINT), p.get(TX_OFFSET).plus(1))
                .build();
    }

    private Action scanCheckpoint() {
        return Action.named("ScanCheckpoint", o)
                .when(p.works(), p.scans(), p.hasRoom(), TAKEN.at(p.get(NEXT_OFFSET)))
                .set(p.get(PENDING_CHECKPOINT), p.get(NEXT_OFFSET).plus(1))
                .build();
    }

    private Action checkpointBeforeValues() {
        return Action.named("CheckpointBeforeValues", o)
                .when(p.flusher("flWriting"))
                .when(exists(WORKSPACE, "w", w -> exists(SEQ, "s", s -> p.left(new Key(w, s)))))
                .set(CHECKPOINT.at(), CHECKPOINT.at().max(p.get(FL_CHECKPOINT)))
                .build();
    }

    private Action fillWorkspace() {
        Term missed = p.get(MISS_SEQ);
        return Action.named("FillWorkspace", o)
                .when(p.get(ANSWERED))
                .setEachKey(p::cache, k -> choose(fills(k), ANSWER.at(o, k.seq()), p.cache(k)))
                .also(action -> p.become(action, Owner.NO_MISS))
                .set(p.last(missed), p.get(MISS_PENDING).max(ANSWER.at(o, missed)))
                .build();
    }

    private Term fills(Key k) {
        Term absent = and(p.cache(k).is(0), p.pending(k).is(0), p.last(k.seq()).is(Owner.UNLOADED));
        return and(
                k.workspace().is(p.get(Variables.TX_WS)),
                k.seq().isNot(p.get(MISS_SEQ)),
                ANSWER.at(o, k.seq()).above(0),
                r.on("R8_FillAll") ? TRUE : absent);
    }

    private Action actualizeClearing() {
        return Action.named("ActualizeClearing", o)
                .when(p.client(), p.inTx(), not(p.get(ACTUALIZING)))
                .also(action -> p.become(action, Owner.NO_TX))
                .setAll(PENDING, List.of(o), x -> number(0))
                .set(p.get(ACTUALIZING), true)
                .set(p.get(ACT_STATE), ACTUALIZER.element("actStopping"))
                .build();
    }

    private Action lateCancel() {
        return Action.named("LateCancel", o)
                .when(p.actualizer("actStopping"), not(p.get(CANCELLED)))
                .set(p.get(CANCELLED), true)
                .build();
    }

    private Action readEarly() {
        return Action.named("ReadEarly", o)
                .when(p.get(UP), p.actualizer("actStopping"))
                .set(p.get(EARLY), CHECKPOINT.at().max(1))
                .build();
    }

    private Action actualizeKeepingInproc() {
        Map<Symbol, Term> kept = new LinkedHashMap<>(Owner.NO_TX);
        kept.remove(TX_LAST);
        return Action.named("ActualizeKeepingInproc", o)
                .when(p.client(), p.inTx(), not(p.get(ACTUALIZING)))
                .also(action -> p.become(action, kept))
                .set(p.get(ACTUALIZING), true)
                .set(p.get(CANCELLED), true)
                .set(p.get(ACT_STATE), ACTUALIZER.element("actStopping"))
                .build();
    }

    private Action.Builder appended(String name) {
        return Action.named(name, o).when(p.client(), p.inTx(), p.get(TX_APPEND).is(outcome("ok")));
    }

    private Action signalFirst() {
        return appended("SignalFirst").set(p.get(SIGNALLED), true).build();
    }

    /** The specification notes that the signal came before, as an outcome of the append. What breaks does not hang on it. */
    private Action publishAfterSignal() {
        return appended("PublishAfterSignal")
                .also(this::publishSilently)
                .also(action -> p.become(action, Owner.NO_TX))
                .build();
    }

    private Action rescanReread() {
        return Action.named("RescanReread", o)
                .when(p.works(), p.scans())
                .set(p.get(ACT_STATE), ACTUALIZER.element("actReading"))
                .build();
    }

    private Action readAndKeep() {
        return Action.named("ReadAndKeep", o)
                .when(p.works(), p.actualizer("actReading"))
                .set(p.get(NEXT_OFFSET), CHECKPOINT.at().max(1))
                .set(p.get(ACT_STATE), ACTUALIZER.element("actScanning"))
                .set(p.get(EARLY), CHECKPOINT.at().max(1))
                .build();
    }

    private Action rescanFromStart() {
        return Action.named("RescanFromStart", o)
                .when(p.works(), p.scans(), p.get(EARLY).above(0))
                .set(p.get(NEXT_OFFSET), p.get(EARLY))
                .set(p.get(ACT_STATE), ACTUALIZER.element("actScanning"))
                .set(p.get(EARLY), 0)
                .build();
    }

    private Action straySignal() {
        return Action.named("StraySignal", o)
                .when(p.get(UP), not(p.get(SIGNALLED)))
                .set(p.get(SIGNALLED), true)
                .build();
    }
}
