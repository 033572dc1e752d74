package io.isequencer.proof.smt;

import io.isequencer.proof.relation.Action;
import io.isequencer.proof.term.Term;

/** Actions as text, to see whether two are the same. */
public final class ActionText {
    private ActionText() {}

    /** The same for two actions if they are written alike. */
    public static String of(Action action) {
        SmtText text = new SmtText();
        StringBuilder key = new StringBuilder(action.label());
        action.parameters().forEach(parameter -> key.append(text.parameter(parameter)));
        for (Term conjunct : action.guard()) {
            key.append("\nwhen ").append(text.term(conjunct));
        }
        for (Action.Update update : action.updates()) {
            key.append("\nset ").append(text.bound(update.each(), update.place(), update.value()));
        }
        return key.toString();
    }
}
