package io.isequencer.proof.sparse;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARRAYLENGTH;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.I2L;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.LALOAD;
import static org.objectweb.asm.Opcodes.LCMP;
import static org.objectweb.asm.Opcodes.LLOAD;
import static org.objectweb.asm.Opcodes.LSTORE;

import io.isequencer.proof.term.Term;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Writes loops over all places of a region. */
final class LoopWriter {
    private static final String TABLE = TermWriter.TABLE;
    private static final String ROW = TermWriter.ROW;

    private final TermWriter terms;
    private final MethodVisitor code;

    LoopWriter(TermWriter terms) {
        this.terms = terms;
        code = terms.code;
    }

    /**
     * Over one alternative of the region after the other: what is pinned is set, and then the supports are gone through, one
     * within the other. A place may be visited more than once. No pin depends on a variable of the loop.
     */
    void over(Region region, List<Term.Variable> each, Runnable body) {
        for (Region.Bound bound : region.bounds()) {
            bound.pins().forEach((variable, value) -> {
                terms.number(value);
                code.visitVarInsn(LSTORE, terms.bind(variable));
            });
            Set<Term.Variable> open = new HashSet<>(each);
            open.removeAll(bound.pins().keySet());
            List<Support> supports = new ArrayList<>();
            for (Term.Read read : bound.supports()) {
                if (read.arguments().stream().anyMatch(open::contains)) {
                    supports.add(new Support(read, Set.copyOf(open)));
                    open.removeIf(read.arguments()::contains);
                }
            }
            if (!open.isEmpty()) {
                throw new UnboundedTermException("supports must bound each variable: open=" + open, bound);
            }
            within(supports, body);
        }
    }

    /** A read whose row is gone through, and the variables that nothing has set before. */
    private record Support(Term.Read read, Set<Term.Variable> open) {
        /** The argument, if it is a variable to be set; otherwise null. */
        Term.Variable set(int argument) {
            return argument < read.arguments().size()
                            && read.arguments().get(argument) instanceof Term.Variable variable
                            && open.contains(variable)
                    ? variable
                    : null;
        }
    }

    private void within(List<Support> supports, Runnable body) {
        if (supports.isEmpty()) {
            body.run();
            return;
        }
        Support support = supports.get(0);
        Runnable rest = () -> within(supports.subList(1, supports.size()), body);
        Table table = terms.model.table(support.read.function());
        if (terms.isPlain(support.read)) {
            overPlain(table, support, rest);
        } else if (table.leading == 0 || support.set(0) == null) {
            terms.table(support.read);
            terms.leader(support.read);
            overRow(table, support, rest);
        } else {
            overLeaders(support, () -> {
                terms.table(support.read);
                code.visitVarInsn(LLOAD, terms.bind(support.set(0)));
                overRow(table, support, rest);
            });
        }
    }

    /** Over all values of a table of few that are not the first one. */
    private void overPlain(Table table, Support support, Runnable rest) {
        int variable = terms.bind(support.set(0));
        counting(
                () -> {
                    terms.table(support.read);
                    terms.call(TABLE, "places", "()I");
                },
                (at, next) -> {
                    terms.table(support.read);
                    code.visitVarInsn(ILOAD, at);
                    code.visitInsn(I2L);
                    terms.call(TABLE, "plain", "(J)J");
                    terms.constant(table.first);
                    code.visitInsn(LCMP);
                    code.visitJumpInsn(IFEQ, next);
                    code.visitVarInsn(ILOAD, at);
                    code.visitInsn(I2L);
                    code.visitVarInsn(LSTORE, variable);
                    rest.run();
                });
    }

    private void overLeaders(Support support, Runnable rest) {
        int leaders = terms.local(1);
        terms.table(support.read);
        terms.call(TABLE, "leaders", "()[J");
        code.visitVarInsn(ASTORE, leaders);
        counting(
                () -> {
                    code.visitVarInsn(ALOAD, leaders);
                    code.visitInsn(ARRAYLENGTH);
                },
                (at, next) -> {
                    code.visitVarInsn(ALOAD, leaders);
                    code.visitVarInsn(ILOAD, at);
                    code.visitInsn(LALOAD);
                    code.visitVarInsn(LSTORE, terms.bind(support.set(0)));
                    rest.run();
                });
    }

    /** Over a row, of the table and leader that were left. An argument that is set already does not narrow it. */
    private void overRow(Table table, Support support, Runnable rest) {
        int row = terms.local(1);
        terms.row(support.read);
        code.visitVarInsn(ASTORE, row);
        Label empty = new Label();
        code.visitVarInsn(ALOAD, row);
        terms.call(ROW, "size", "()I");
        code.visitJumpInsn(IFEQ, empty);
        Term.Variable first = support.set(table.leading);
        Term.Variable second = support.set(table.leading + 1);
        counting(
                () -> {
                    code.visitVarInsn(ALOAD, row);
                    terms.call(ROW, "places", "()I");
                },
                (at, next) -> {
                    atRow(row, at, "isAt", "(I)Z");
                    code.visitJumpInsn(IFEQ, next);
                    if (first != null) {
                        atRow(row, at, "keyAt", "(I)J");
                        if (table.keyed()) {
                            terms.callStatic(TABLE, "workspace", "(J)J");
                        }
                        code.visitVarInsn(LSTORE, terms.bind(first));
                    }
                    if (second != null) {
                        atRow(row, at, table.keyed() ? "keyAt" : "secondAt", "(I)J");
                        if (table.keyed()) {
                            terms.callStatic(TABLE, "seq", "(J)J");
                        }
                        code.visitVarInsn(LSTORE, terms.bind(second));
                    }
                    rest.run();
                });
        code.visitLabel(empty);
    }

    private void atRow(int row, int at, String method, String descriptor) {
        code.visitVarInsn(ALOAD, row);
        code.visitVarInsn(ILOAD, at);
        terms.call(ROW, method, descriptor);
    }

    /** What is done for each number: it stands in a local variable, and the label is where the next one begins. */
    private interface Counted {
        void write(int at, Label next);
    }

    private void counting(Runnable limit, Counted body) {
        int at = terms.local(1);
        Label again = new Label();
        Label next = new Label();
        Label end = new Label();
        code.visitInsn(ICONST_0);
        code.visitVarInsn(ISTORE, at);
        code.visitLabel(again);
        code.visitVarInsn(ILOAD, at);
        limit.run();
        code.visitJumpInsn(IF_ICMPGE, end);
        body.write(at, next);
        code.visitLabel(next);
        code.visitIincInsn(at, 1);
        code.visitJumpInsn(GOTO, again);
        code.visitLabel(end);
    }
}
