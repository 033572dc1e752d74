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
import io.isequencer.proof.term.Symbol;
import io.isequencer.proof.term.Term;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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

    private final Action action;
    private final SparseState model;
    private final String className;
    private final List<Symbol> symbols = new ArrayList<>();
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

    /** The class, whose constructor takes the tables of {@link #symbols}. */
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
        UpdateWriter updates = new UpdateWriter(terms(method, 2), 1);
        Set<Symbol> changed = new HashSet<>();
        for (Update update : action.updates()) {
            if (!changed.add(update.place().function())) {
                throw new UnboundedTermException(
                        "an action must change a function once: action=" + action.label(), update.place());
            }
            updates.write(update);
        }
        end(method, RETURN);
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
        MethodVisitor method = code.visitMethod(ACC_PUBLIC, "<init>", "(" + TABLES + ")V", null, null);
        method.visitCode();
        method.visitVarInsn(ALOAD, 0);
        method.visitMethodInsn(INVOKESPECIAL, SUPERCLASS, "<init>", "()V", false);
        for (int i = 0; i < symbols.size(); i++) {
            String name = symbols.get(i).name();
            String type = Type.getDescriptor(Table.class);
            code.visitField(ACC_PRIVATE | ACC_FINAL, name, type, null, null);
            method.visitVarInsn(ALOAD, 0);
            method.visitVarInsn(ALOAD, 1);
            method.visitLdcInsn(i);
            method.visitInsn(AALOAD);
            method.visitFieldInsn(PUTFIELD, className, name, type);
        }
        end(method, RETURN);
    }

    private static void end(MethodVisitor method, int returning) {
        method.visitInsn(returning);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }
}
