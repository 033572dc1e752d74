package io.isequencer.proof.sparse;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.LASTORE;
import static org.objectweb.asm.Opcodes.LLOAD;
import static org.objectweb.asm.Opcodes.LSTORE;

import io.isequencer.proof.relation.Action.Update;
import io.isequencer.proof.sparse.Table.Form;
import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Term;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Writes byte code that has a journal write the new values of an update. */
final class UpdateWriter {
    private static final String JOURNAL = Type.getInternalName(Journal.class);
    private static final String TABLE = Type.getDescriptor(Table.class);
    private static final String ROW = Type.getDescriptor(Row.class);

    private final TermWriter terms;
    private final MethodVisitor code;
    private final List<Runnable> kept = new ArrayList<>();

    /** Where the frames of kept values stand, by what they are frames of. */
    private final Map<List<Term>, Integer> frames = new LinkedHashMap<>();

    private final int journal;

    /**
     * For one method.
     *
     * @param journal where the journal stands
     */
    UpdateWriter(TermWriter terms, int journal) {
        this.terms = terms;
        code = terms.code;
        this.journal = journal;
    }

    /** What reads; what it makes of plain values is kept for {@link #writeValues}. */
    void write(Update update) {
        if (update.each().isEmpty()) {
            if (terms.isPlain(update.place())) {
                keep(update);
            } else {
                cell(update);
            }
            return;
        }
        Region region = changing(update);
        if (region == null) {
            cleared(update);
        } else {
            new LoopWriter(terms).over(region, update.each(), () -> cell(update));
        }
    }

    /** In a local variable, until nothing is read any more: then it need not wait for others. */
    private void keep(Update update) {
        Term.Read place = update.place();
        int frame = frameToWrite(place);
        Runnable value = computed(place, update.value());
        kept.add(() -> {
            code.visitVarInsn(ALOAD, frame);
            terms.slot(place);
            value.run();
            code.visitInsn(LASTORE);
        });
    }

    /** What loads the value later; only a literal needs no local variable for that. */
    private Runnable computed(Term.Read place, Term value) {
        if (value instanceof Term.Literal) {
            return () -> terms.number(value);
        }
        int local = terms.local(2);
        plain(place, value);
        code.visitVarInsn(LSTORE, local);
        return () -> code.visitVarInsn(LLOAD, local);
    }

    /** Where the frame stands: one for all plain values with the same argument. */
    private int frameToWrite(Term.Read place) {
        return frames.computeIfAbsent(place.arguments(), any -> {
            int frame = terms.local(1);
            terms.frame(place, true);
            code.visitVarInsn(ASTORE, frame);
            return frame;
        });
    }

    /** Writes the plain values that were kept. Nothing may be read behind it. */
    void writeValues() {
        for (int frame : frames.values()) {
            code.visitVarInsn(ALOAD, journal);
            code.visitVarInsn(ALOAD, frame);
            terms.call(JOURNAL, "save", "([J)V");
        }
        kept.forEach(Runnable::run);
    }

    private void cell(Update update) {
        Term.Read place = update.place();
        if (terms.isPlain(place)) {
            code.visitVarInsn(ALOAD, journal);
            terms.frame(place, true);
            terms.slot(place);
            plain(place, update.value());
            terms.call(JOURNAL, "plain", "([JIJ)V");
        } else {
            begin(place);
            terms.leader(place);
            terms.call(TermWriter.TABLE, "rowToWrite", "(J)" + ROW);
            terms.key(place);
            terms.second(place);
            terms.number(update.value());
            terms.call(JOURNAL, "cell", "(" + ROW + "JJJ)V");
        }
    }

    /** Leaves the value, which is refused if it is out of range. */
    private void plain(Term.Read place, Term value) {
        terms.number(value);
        boolean mayBeNegative = value.sort().kind() == Sort.Kind.INTEGER && !(value instanceof Term.Literal);
        if (mayBeNegative && terms.model.table(place.function()).natural) {
            terms.callStatic(TermWriter.TABLE, "natural", "(J)J");
        }
    }

    /** Leaves the journal and the table. */
    private void begin(Term.Read place) {
        code.visitVarInsn(ALOAD, journal);
        terms.table(place);
    }

    /** All places whose value may change; null if all get the first one. */
    private Region changing(Update update) {
        Term.Read self = update.place();
        Table table = terms.model.table(self.function());
        if (table.natural) {
            Outline outline = terms.outline(update.value(), update.each(), self);
            if (outline.isKnown() && outline.keepsItself()) {
                return outline.region();
            }
        }
        Outline outline = terms.outline(update.value(), update.each(), null);
        boolean first =
                outline.isKnown() && outline.rest() instanceof Term.Literal literal && literal.value() == table.first;
        if (!first) {
            throw new UnboundedTermException(
                    "what is changed for each must keep its value, or get its first one, outside of supports",
                    update.value());
        }
        return outline.region().bounds().isEmpty() ? null : outline.region().or(Region.support(self));
    }

    private void cleared(Update update) {
        Term.Read place = update.place();
        Form form = terms.model.table(place.function()).form;
        boolean allRows = update.each().contains(place.arguments().get(0));
        begin(place);
        if (allRows && form != Form.SINGLE) {
            terms.call(JOURNAL, "clearTable", "(" + TABLE + ")V");
        } else {
            terms.leader(place);
            terms.call(JOURNAL, "clearRow", "(" + TABLE + "J)V");
        }
    }
}
