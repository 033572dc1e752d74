package io.isequencer.proof.sparse;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.I2L;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFGE;
import static org.objectweb.asm.Opcodes.IFGT;
import static org.objectweb.asm.Opcodes.IFLE;
import static org.objectweb.asm.Opcodes.IFLT;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.LALOAD;
import static org.objectweb.asm.Opcodes.LCMP;
import static org.objectweb.asm.Opcodes.LCONST_0;
import static org.objectweb.asm.Opcodes.LCONST_1;
import static org.objectweb.asm.Opcodes.LLOAD;

import io.isequencer.proof.sparse.Table.Form;
import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Symbol;
import io.isequencer.proof.term.Term;
import io.isequencer.proof.term.Terms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Writes terms as byte code of one method: a number as what leaves a long, a truth as a jump. What goes over all values of
 * some variables goes over a region instead, outside of which it is known what comes out; where that is not known, the term
 * is refused.
 */
final class TermWriter {
    static final String TABLE = Type.getInternalName(Table.class);
    static final String ROW = Type.getInternalName(Row.class);
    private static final String FRAMES = Type.getInternalName(Frames.class);

    final MethodVisitor code;
    final SparseState model;
    private final Supports supports;
    private final Fields fields;
    private final Map<Term.Variable, Integer> locals = new HashMap<>();

    /** Where frames of parameters stand, by the sort of what they are frames of. */
    private final Map<Term.Variable, Integer> frames = new HashMap<>();

    private int nextLocal;

    /** What the class of the method has of the state. */
    interface Fields {
        /** Leaves the table of a symbol. */
        void table(Symbol symbol);

        /** Leaves the frames of the symbols with this argument. */
        void frames(Sort argument);

        /** Leaves the frame of the symbols without arguments. */
        void frame();
    }

    /**
     * For one method.
     *
     * @param fields of the class that the method is of
     * @param firstLocal where the first variable goes
     */
    TermWriter(MethodVisitor code, SparseState model, Fields fields, int firstLocal) {
        this.code = code;
        this.model = model;
        this.fields = fields;
        supports = new Supports(model);
        nextLocal = firstLocal;
    }

    /** Where the variable stands from now on. */
    int bind(Term.Variable variable) {
        Integer known = locals.get(variable);
        if (known != null) {
            return known;
        }
        int local = local(2);
        locals.put(variable, local);
        return local;
    }

    /** A new local variable of so many words. */
    int local(int words) {
        int local = nextLocal;
        nextLocal += words;
        return local;
    }

    void skipTo(int local) {
        nextLocal = local;
    }

    void table(Term.Read read) {
        fields.table(read.function());
    }

    /** Leaves the term's value; of a truth, 0 or 1. */
    void number(Term term) {
        if (term instanceof Term.Literal literal) {
            constant(literal.value());
        } else if (term instanceof Term.Variable variable) {
            code.visitVarInsn(LLOAD, locals.get(variable));
        } else if (term instanceof Term.Read read) {
            read(read);
        } else if (term instanceof Term.Hinted hinted) {
            number(hinted.body());
        } else if (term instanceof Term.Count count) {
            Term.Read row = supports.ofRow(count.body(), count.variables());
            if (row == null) {
                throw new UnboundedTermException("a count must be of a support", count);
            }
            size(row);
            code.visitInsn(I2L);
        } else if (term instanceof Term.Operation operation) {
            operation(operation);
        } else {
            truth(term);
        }
    }

    void constant(long value) {
        if (value == 0 || value == 1) {
            code.visitInsn(value == 0 ? LCONST_0 : LCONST_1);
        } else {
            code.visitLdcInsn(value);
        }
    }

    void call(String owner, String method, String descriptor) {
        code.visitMethodInsn(INVOKEVIRTUAL, owner, method, descriptor, false);
    }

    void callStatic(String owner, String method, String descriptor) {
        code.visitMethodInsn(INVOKESTATIC, owner, method, descriptor, false);
    }

    /** Looks up the parameter's frame once, for all that follows. */
    void bindFrame(Term.Variable parameter, boolean toWrite) {
        int local = local(1);
        lookUpFrame(parameter, toWrite);
        code.visitVarInsn(ASTORE, local);
        frames.put(parameter, local);
    }

    private void lookUpFrame(Term argument, boolean toWrite) {
        fields.frames(argument.sort());
        number(argument);
        call(FRAMES, toWrite ? "toWrite" : "at", "(J)[J");
    }

    /** Leaves the frame in which a plain value stands. */
    void frame(Term.Read read, boolean toWrite) {
        if (read.arguments().isEmpty()) {
            fields.frame();
            return;
        }
        Term argument = read.arguments().get(0);
        Integer local = argument instanceof Term.Variable variable ? frames.get(variable) : null;
        if (local == null) {
            lookUpFrame(argument, toWrite);
        } else {
            code.visitVarInsn(ALOAD, local);
        }
    }

    /** Leaves, as an int, where in its frame a plain value stands. */
    void slot(Term.Read read) {
        code.visitLdcInsn(model.table(read.function()).slot);
    }

    private void read(Term.Read read) {
        Form form = model.table(read.function()).form;
        if (form == Form.PLAIN) {
            frame(read, false);
            slot(read);
            code.visitInsn(LALOAD);
            return;
        }
        table(read);
        switch (form) {
            case SINGLE -> {
                key(read);
                second(read);
                call(TABLE, "single", "(JJ)J");
            }
            default -> {
                leader(read);
                row(read);
                key(read);
                second(read);
                call(ROW, "get", "(JJ)J");
            }
        }
    }

    /** Makes of a table and a leader the row of a read. */
    void row(Term.Read read) {
        String method = switch (model.table(read.function()).form) {
            case ROWS -> "rowOfFew";
            case OFFSETS -> "rowOfOffset";
            default -> "row";
        };
        call(TABLE, method, "(J)L" + ROW + ";");
    }

    /** Leaves what chooses the row. */
    void leader(Term.Read read) {
        numberOrZero(
                model.table(read.function()).leading == 0
                        ? null
                        : read.arguments().get(0));
    }

    /** Leaves where in its row the value stands. */
    void key(Term.Read read) {
        List<Term> rest = within(read);
        numberOrZero(rest.isEmpty() ? null : rest.get(0));
        if (rest.size() == 2 && model.table(read.function()).keyed()) {
            number(rest.get(1));
            callStatic(TABLE, "key", "(JJ)J");
        }
    }

    /** Leaves the second number of a place in a row that has two. */
    void second(Term.Read read) {
        List<Term> rest = within(read);
        boolean two = rest.size() == 2 && !model.table(read.function()).keyed();
        numberOrZero(two ? rest.get(1) : null);
    }

    private List<Term> within(Term.Read read) {
        int leading = model.table(read.function()).leading;
        return read.arguments().subList(leading, read.arguments().size());
    }

    private void numberOrZero(Term term) {
        if (term == null) {
            constant(0);
        } else {
            number(term);
        }
    }

    /** Leaves, as an int, how many values of a read's row are not the first one. */
    private void size(Term.Read read) {
        table(read);
        leader(read);
        call(TABLE, "size", "(J)I");
    }

    private void operation(Term.Operation operation) {
        List<Term> operands = operation.operands();
        switch (operation.operator()) {
            case PLUS -> arithmetic(operands, "addExact");
            case MINUS -> arithmetic(operands, "subtractExact");
            case MAX -> arithmetic(operands, "max");
            case CHOOSE -> {
                Label otherwise = new Label();
                Label end = new Label();
                jump(operands.get(0), false, otherwise);
                number(operands.get(1));
                code.visitJumpInsn(GOTO, end);
                code.visitLabel(otherwise);
                number(operands.get(2));
                code.visitLabel(end);
            }
            default -> truth(operation);
        }
    }

    private void arithmetic(List<Term> operands, String method) {
        number(operands.get(0));
        number(operands.get(1));
        callStatic("java/lang/Math", method, "(JJ)J");
    }

    private void truth(Term term) {
        Label holds = new Label();
        Label end = new Label();
        jump(term, true, holds);
        constant(0);
        code.visitJumpInsn(GOTO, end);
        code.visitLabel(holds);
        constant(1);
        code.visitLabel(end);
    }

    /** Jumps if the truth is this one. */
    void jump(Term term, boolean when, Label target) {
        if (term instanceof Term.Hinted hinted) {
            jump(hinted.body(), when, target);
        } else if (term instanceof Term.Quantified quantified) {
            jumpOver(flat(quantified), when, target);
        } else if (term instanceof Term.Operation operation) {
            jumpOn(operation, when, target);
        } else {
            number(term);
            code.visitInsn(LCONST_0);
            code.visitInsn(LCMP);
            code.visitJumpInsn(when ? IFNE : IFEQ, target);
        }
    }

    private void jumpOn(Term.Operation operation, boolean when, Label target) {
        List<Term> operands = operation.operands();
        switch (operation.operator()) {
            case NOT -> jump(operands.get(0), !when, target);
            case AND -> jumpOnAny(operands, false, when, target);
            case OR -> jumpOnAny(operands, true, when, target);
            case IMPLIES -> jumpOnAny(List.of(Terms.not(operands.get(0)), operands.get(1)), true, when, target);
            case EQUAL -> compare(operands, when ? IFEQ : IFNE, target);
            case LESS -> compare(operands, when ? IFLT : IFGE, target);
            case AT_MOST -> compare(operands, when ? IFLE : IFGT, target);
            case CHOOSE -> {
                Label otherwise = new Label();
                Label end = new Label();
                jump(operands.get(0), false, otherwise);
                jump(operands.get(1), when, target);
                code.visitJumpInsn(GOTO, end);
                code.visitLabel(otherwise);
                jump(operands.get(2), when, target);
                code.visitLabel(end);
            }
            default -> throw new IllegalArgumentException("term must be a truth: operator=" + operation.operator());
        }
    }

    /** Of operands of which one alone decides if it is this: the whole is so too. */
    private void jumpOnAny(List<Term> operands, boolean decisive, boolean when, Label target) {
        if (when == decisive) {
            operands.forEach(operand -> jump(operand, when, target));
            return;
        }
        Label end = new Label();
        operands.forEach(operand -> jump(operand, decisive, end));
        code.visitJumpInsn(GOTO, target);
        code.visitLabel(end);
    }

    private void compare(List<Term> operands, int jump, Label target) {
        number(operands.get(0));
        number(operands.get(1));
        code.visitInsn(LCMP);
        code.visitJumpInsn(jump, target);
    }

    /** Quantifiers of one kind that follow each other are one. */
    private static Term.Quantified flat(Term.Quantified quantified) {
        if (quantified.body() instanceof Term.Quantified inner && inner.all() == quantified.all()) {
            List<Term.Variable> variables = new ArrayList<>(quantified.variables());
            Term.Quantified rest = flat(inner);
            variables.addAll(rest.variables());
            return new Term.Quantified(quantified.all(), variables, rest.body());
        }
        return quantified;
    }

    private void jumpOver(Term.Quantified quantified, boolean when, Label target) {
        boolean all = quantified.all();
        Term exception = all ? Terms.not(quantified.body()) : quantified.body();
        Term.Read row = supports.ofRow(exception, quantified.variables());
        if (row != null) {
            size(row);
            code.visitJumpInsn(all == when ? IFEQ : IFNE, target);
            return;
        }
        Outline outline = outline(quantified.body(), quantified.variables(), null);
        if (!outline.isKnown() || !outline.rest().equals(Terms.truth(all))) {
            throw new UnboundedTermException("a quantifier must be decided by supports", quantified);
        }
        Label found = new Label();
        Label end = new Label();
        new LoopWriter(this).over(outline.region(), quantified.variables(), () -> jump(quantified.body(), !all, found));
        code.visitJumpInsn(GOTO, all == when ? target : end);
        code.visitLabel(found);
        if (all != when) {
            code.visitJumpInsn(GOTO, target);
        }
        code.visitLabel(end);
    }

    Outline outline(Term term, List<Term.Variable> each, Term.Read self) {
        return new Outline.Maker(new HashSet<>(each), self, symbol -> model.table(symbol).first).of(term);
    }

    boolean isPlain(Term.Read read) {
        return model.table(read.function()).form == Form.PLAIN;
    }
}
