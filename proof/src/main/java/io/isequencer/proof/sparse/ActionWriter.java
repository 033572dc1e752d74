package io.isequencer.proof.sparse;

import static org.objectweb.asm.Opcodes.AALOAD;
import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.PUTFIELD;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import io.isequencer.proof.relation.Action;
import io.isequencer.proof.relation.Action.Update;
import io.isequencer.proof.sparse.Table.Form;
import io.isequencer.proof.term.Symbol;
import io.isequencer.proof.term.Term;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Writes a subclass of {@link ActionCode} for an action: its guard and its updates as byte code. */
final class ActionWriter {
    private static final int MOST_PARAMETERS = 3;
    private static final String SUPERCLASS = Type.getInternalName(ActionCode.class);
    private static final String TABLES = Type.getDescriptor(Table[].class);
    private static final String NUMBERS = Type.getDescriptor(long[].class);

    /** Names of fields, which no symbol has. */
    private static final String SOME = "some-";

    private static final String NEXT = "next-";

    private final Action action;
    private final SparseState model;
    private final String className;
    private final List<Symbol> symbols = new ArrayList<>();
    private final List<List<Update>> groups = new ArrayList<>();
    private final ClassWriter code = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
        @Override
        protected String getCommonSuperClass(String one, String other) {
            return "java/lang/Object";
        }
    };

    /**
     * For one action.
     *
     * @param model any state over the slice: what is looked at is how its tables keep their values
     */
    ActionWriter(Action action, SparseState model) {
        if (action.parameters().size() > MOST_PARAMETERS) {
            throw new IllegalArgumentException("an action must have at most " + MOST_PARAMETERS + " parameters: action="
                    + action.label() + ", parameters=" + action.parameters());
        }
        this.action = action;
        this.model = model;
        className = SUPERCLASS + "$" + action.label().replace('/', '$');
    }

    /** The class, whose constructor takes the tables of {@link #symbols}, and tables and values of {@link #groups}. */
    byte[] write() {
        code.visit(V17, ACC_FINAL | ACC_SUPER, className, null, SUPERCLASS, null);
        writeGuard();
        writeUpdates();
        writeConstructor();
        code.visitEnd();
        return code.toByteArray();
    }

    /** The symbols whose tables the class reads or writes. */
    List<Symbol> symbols() {
        return List.copyOf(symbols);
    }

    /** Updates that give a constant value each, at one place. */
    List<List<Update>> groups() {
        return List.copyOf(groups);
    }

    private void writeGuard() {
        MethodVisitor method = code.visitMethod(0, "enabled", "(JJJ)Z", null, null);
        method.visitCode();
        TermWriter terms = terms(method, 1);
        Label refused = new Label();
        for (Term conjunct : action.guard()) {
            terms.jump(conjunct, false, refused);
        }
        method.visitInsn(ICONST_1);
        method.visitInsn(IRETURN);
        method.visitLabel(refused);
        method.visitInsn(ICONST_0);
        end(method, IRETURN);
    }

    private void writeUpdates() {
        String descriptor = "(" + Type.getDescriptor(Journal.class) + "JJJ)V";
        MethodVisitor method = code.visitMethod(0, "write", descriptor, null, null);
        method.visitCode();
        TermWriter terms = terms(method, 2);
        UpdateWriter updates = new UpdateWriter(terms, 1);
        Set<Symbol> changed = new HashSet<>();
        Map<Term, List<Update>> constant = new LinkedHashMap<>();
        for (Update update : action.updates()) {
            if (!changed.add(update.place().function())) {
                throw new UnboundedTermException(
                        "an action must change a function once: action=" + action.label(), update.place());
            }
            if (isConstant(update)) {
                constant.computeIfAbsent(update.place().arguments().get(0), any -> new ArrayList<>())
                        .add(update);
            } else {
                updates.write(update);
            }
        }
        constant.forEach((place, group) -> writeGroup(method, terms, place, group));
        end(method, RETURN);
    }

    /** Of a table of few values, and always the same one: an action has many of these. */
    private boolean isConstant(Update update) {
        return update.each().isEmpty()
                && update.place().arguments().size() == 1
                && model.table(update.place().function()).form == Form.PLAIN
                && update.value() instanceof Term.Literal;
    }

    /** One loop does them all, as the code of each would have to be compiled by the JVM. */
    private void writeGroup(MethodVisitor method, TermWriter terms, Term place, List<Update> group) {
        String suffix = String.valueOf(groups.size());
        groups.add(group);
        method.visitVarInsn(ALOAD, 1);
        method.visitVarInsn(ALOAD, 0);
        method.visitFieldInsn(GETFIELD, className, SOME + suffix, TABLES);
        method.visitVarInsn(ALOAD, 0);
        method.visitFieldInsn(GETFIELD, className, NEXT + suffix, NUMBERS);
        terms.number(place);
        terms.call(Type.getInternalName(Journal.class), "plain", "(" + TABLES + NUMBERS + "J)V");
    }

    private TermWriter terms(MethodVisitor method, int firstLocal) {
        TermWriter terms = new TermWriter(method, model, symbol -> field(method, symbol), firstLocal);
        action.parameters().forEach(terms::bind);
        terms.skipTo(firstLocal + MOST_PARAMETERS * 2);
        return terms;
    }

    private void field(MethodVisitor method, Symbol symbol) {
        if (!symbols.contains(symbol)) {
            symbols.add(symbol);
        }
        method.visitVarInsn(ALOAD, 0);
        method.visitFieldInsn(GETFIELD, className, symbol.name(), Type.getDescriptor(Table.class));
    }

    private void writeConstructor() {
        MethodVisitor method =
                code.visitMethod(ACC_PUBLIC, "<init>", "(" + TABLES + "[" + TABLES + "[" + NUMBERS + ")V", null, null);
        method.visitCode();
        method.visitVarInsn(ALOAD, 0);
        method.visitMethodInsn(INVOKESPECIAL, SUPERCLASS, "<init>", "()V", false);
        for (int i = 0; i < symbols.size(); i++) {
            writeField(method, symbols.get(i).name(), Type.getDescriptor(Table.class), 1, i);
        }
        for (int i = 0; i < groups.size(); i++) {
            writeField(method, SOME + i, TABLES, 2, i);
            writeField(method, NEXT + i, NUMBERS, 3, i);
        }
        end(method, RETURN);
    }

    /** A field that holds an element of one of the constructor's arguments. */
    private void writeField(MethodVisitor constructor, String name, String type, int argument, int element) {
        code.visitField(ACC_PRIVATE | ACC_FINAL, name, type, null, null);
        constructor.visitVarInsn(ALOAD, 0);
        constructor.visitVarInsn(ALOAD, argument);
        constructor.visitLdcInsn(element);
        constructor.visitInsn(AALOAD);
        constructor.visitFieldInsn(PUTFIELD, className, name, type);
    }

    private static void end(MethodVisitor method, int returning) {
        method.visitInsn(returning);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }
}
