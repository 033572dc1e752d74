package io.isequencer.proof.relation;

import static io.isequencer.proof.relation.Rules.outcome;
import static io.isequencer.proof.relation.Variables.FLUSHER;
import static io.isequencer.proof.relation.Variables.SEQ;
import static io.isequencer.proof.relation.Variables.WORKSPACE;
import static io.isequencer.proof.term.Terms.and;
import static io.isequencer.proof.term.Terms.choose;
import static io.isequencer.proof.term.Terms.exists;
import static io.isequencer.proof.term.Terms.not;
import static io.isequencer.proof.term.Terms.number;

import io.isequencer.proof.term.Key;
import io.isequencer.proof.term.Symbol;
import io.isequencer.proof.term.Term;
import io.isequencer.proof.term.Terms;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an owner has in memory, {@code owner[o]}, and the words that the actions use about it. */
final class Owner {
    /** A slot that was not looked up yet. */
    static final Term UNLOADED = number(-1);

    /** NoTx: what each field of a transaction holds outside of one. */
    static final Map<Symbol, Term> NO_TX = noTx();

    /** NoMiss, as far as it concerns the miss. */
    static final Map<Symbol, Term> NO_MISS = noMiss();

    /** IdleFlusher, but for the last try of a close. */
    static final Map<Symbol, Term> IDLE_FLUSHER = idleFlusher();

    /** Fresh: what an owner begins with. */
    static final Map<Symbol, Term> FRESH = fresh();

    final Term o;
    private final Rules rules;

    Owner(Term o, Rules rules) {
        this.o = o;
        this.rules = rules;
    }

    Term.Read get(Symbol field) {
        return field.at(o);
    }

    Term.Read pending(Key k) {
        return Variables.PENDING.at(o, k);
    }

    Term.Read cache(Key k) {
        return Variables.CACHE.at(o, k);
    }

    Term.Read batch(Key k) {
        return Variables.BATCH.at(o, k);
    }

    Term.Read left(Key k) {
        return Variables.LEFT.at(o, k);
    }

    Term.Read last(Term s) {
        return Variables.TX_LAST.at(o, s);
    }

    /** Size(p.pending) */
    Term pendingSize() {
        Term.Variable workspace = new Term.Variable("w", WORKSPACE);
        Term.Variable seq = new Term.Variable("s", SEQ);
        return new Term.Count(
                List.of(workspace, seq), pending(new Key(workspace, seq)).above(0));
    }

    /** Size(p.pending) > 0 */
    private Term somethingPending() {
        return exists(
                WORKSPACE,
                "w",
                w -> exists(SEQ, "s", s -> pending(new Key(w, s)).above(0)));
    }

    Term hasRoom() {
        return rules.hasRoom(pendingSize());
    }

    Term inTx() {
        return rules.inTx(get(Variables.OPENED), get(Variables.TX_WS));
    }

    Key key(Term seq) {
        return new Key(get(Variables.TX_WS), seq);
    }

    /** An owner whose client may make a call. */
    Term client() {
        return and(get(Variables.UP), not(get(Variables.CLOSING)), not(get(Variables.MISSING)));
    }

    /** A client that is filling its event. */
    Term filling() {
        return and(client(), inTx(), get(Variables.TX_APPEND).is(outcome("none")));
    }

    /** Cardinality(p.tx.event) &lt; MaxPerEvent */
    Term eventHasRoom() {
        return get(Variables.TX_SIZE).less(Variables.MAX_PER_EVENT.at());
    }

    /** The last-used number as far as memory knows it. */
    Term known(Term s) {
        return choose(last(s).isNot(UNLOADED), last(s), choose(cache(key(s)).above(0), cache(key(s)), UNLOADED));
    }

    /** What the event holds of a key, seen from outside: used(k) of Flush is something else. */
    Term used(Key k) {
        return choose(and(k.workspace().is(get(Variables.TX_WS)), last(k.seq()).above(0)), last(k.seq()), number(0));
    }

    Term owesTry() {
        return rules.owesTry(
                get(Variables.TRIED), get(Variables.PENDING_CHECKPOINT), get(Variables.SIGNALLED), somethingPending());
    }

    Term works() {
        return get(Variables.UP).and(rules.works(get(Variables.CLOSING)));
    }

    Term scans() {
        return actualizer("actScanning").or(actualizer("actWaitingRoom").and(hasRoom()));
    }

    Term flusher(String state) {
        return get(Variables.FL_STATE).is(FLUSHER.element(state));
    }

    Term actualizer(String state) {
        return get(Variables.ACT_STATE).is(Variables.ACTUALIZER.element(state));
    }

    /** Each of these fields gets its value. */
    Action.Builder become(Action.Builder action, Map<Symbol, Term> values) {
        return become(action, List.of(o), values);
    }

    /** Each of these fields gets its value, of one owner or of all. */
    static Action.Builder become(Action.Builder action, List<Term> owner, Map<Symbol, Term> values) {
        values.forEach((field, value) -> action.setAll(field, owner, rest -> value));
        return action;
    }

    /** The same values, but for one field. */
    static Map<Symbol, Term> except(Map<Symbol, Term> values, Symbol field, Term value) {
        Map<Symbol, Term> changed = new LinkedHashMap<>(values);
        changed.put(field, value);
        return changed;
    }

    private static Map<Symbol, Term> noMiss() {
        Map<Symbol, Term> values = new LinkedHashMap<>();
        values.put(Variables.MISSING, Terms.FALSE);
        values.put(Variables.MISS_SEQ, Variables.ZERO_SEQ.at());
        values.put(Variables.MISS_PENDING, number(0));
        values.put(Variables.ANSWERED, Terms.FALSE);
        values.put(Variables.ANSWER, number(0));
        return values;
    }

    private static Map<Symbol, Term> noTx() {
        Map<Symbol, Term> values = new LinkedHashMap<>();
        values.put(Variables.OPENED, Terms.FALSE);
        values.put(Variables.TX_WS, Variables.ZERO_WORKSPACE.at());
        values.put(Variables.TX_OFFSET, number(0));
        values.put(Variables.TX_LAST, UNLOADED);
        values.put(Variables.TX_ISSUED, Terms.FALSE);
        values.put(Variables.TX_EXPLICIT, Terms.FALSE);
        values.put(Variables.TX_TOP, number(0));
        values.put(Variables.TX_SIZE, number(0));
        values.put(Variables.TX_APPEND, outcome("none"));
        values.putAll(noMiss());
        return values;
    }

    private static Map<Symbol, Term> idleFlusher() {
        Map<Symbol, Term> values = new LinkedHashMap<>();
        values.put(Variables.FL_STATE, FLUSHER.element("flIdle"));
        values.put(Variables.BATCH, number(0));
        values.put(Variables.LEFT, Terms.FALSE);
        values.put(Variables.FL_CHECKPOINT, number(0));
        return values;
    }

    private static Map<Symbol, Term> fresh() {
        Map<Symbol, Term> values = new LinkedHashMap<>();
        values.put(Variables.UP, Terms.TRUE);
        values.put(Variables.NEXT_OFFSET, number(1));
        values.put(Variables.ACTUALIZING, Terms.TRUE);
        values.put(Variables.CLOSING, Terms.FALSE);
        values.put(Variables.SIGNALLED, Terms.FALSE);
        values.put(Variables.CANCELLED, Terms.TRUE);
        values.put(Variables.PENDING, number(0));
        values.put(Variables.PENDING_CHECKPOINT, number(0));
        values.put(Variables.CACHE, number(0));
        values.putAll(noTx());
        values.putAll(idleFlusher());
        values.put(Variables.FL_STATE, FLUSHER.element("flStopped"));
        values.put(Variables.TRIED, Terms.FALSE);
        values.put(Variables.ACT_STATE, Variables.ACTUALIZER.element("actStopping"));
        values.put(Variables.EARLY, number(0));
        return values;
    }

    /** Down: what an owner holds that is not up. */
    static Map<Symbol, Term> down() {
        return except(FRESH, Variables.UP, Terms.FALSE);
    }
}
