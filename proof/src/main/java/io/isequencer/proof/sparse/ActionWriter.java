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
import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Symbol;
import io.isequencer.proof.term.Term;
import io.isequencer.proof.term.Terms;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
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
    private static final String TABLE = Type.getDescriptor(Table.class);
    private static final String NUMBERS = Type.getDescriptor(long[].class);

    private static final String FRAMES = Type.getDescriptor(Frames.class);

    /** Names of fields, which no symbol has. */
    private static final String FRAMES_OF = "frames-";

    private static final String FRAME = "frame-";

    private final Action action;
    private final SparseState model;
    private final String className;
    private final List<Symbol> symbols = new ArrayList<>();
    private final List<Sort> framed = new ArrayList<>();
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

    /**
     * The class. Its constructor takes the tables of {@link #symbols}, the frames of {@link #framed} and the frame of the
     * symbols without arguments.
     */
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

    /** The arguments whose frames the class reads or writes. */
    List<Sort> framed() {
        return List.copyOf(framed);
    }

    private void writeGuard() {
        MethodVisitor method = code.visitMethod(0, "enabled", "(JJJ)Z", null, null);
        method.visitCode();
        TermWriter terms = terms(method, 1);
        Set<Term.Variable> read = new LinkedHashSet<>();
        action.guard().forEach(conjunct -> framed(conjunct, read));
        read.forEach(parameter -> terms.bindFrame(parameter, false));
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
        Set<Term.Variable> written = new LinkedHashSet<>();
        Set<Term.Variable> read = new LinkedHashSet<>();
        for (Update update : action.updates()) {
            framed(update.place(), written);
            framed(update.value(), read);
        }
        read.removeAll(written);
        written.forEach(parameter -> terms.bindFrame(parameter, true));
        read.forEach(parameter -> terms.bindFrame(parameter, false));
        UpdateWriter updates = new UpdateWriter(terms, 1);
        Set<Symbol> changed = new HashSet<>();
        for (Update update : action.updates()) {
            if (!changed.add(update.place().function())) {
                throw new UnboundedTermException(
                        "an action must change a function once: action=" + action.label(), update.place());
            }
            updates.write(update);
        }
        method.visitVarInsn(ALOAD, 1);
        terms.call(Type.getInternalName(Journal.class), "apply", "()V");
        updates.writeValues();
        end(method, RETURN);
    }

    /** Adds the parameters in whose frames a term reads. */
    private void framed(Term term, Set<Term.Variable> parameters) {
        Terms.visit(term, leaf -> {
            if (leaf instanceof Term.Read read
                    && model.table(read.function()).form == Form.PLAIN
                    && read.arguments().size() == 1
                    && read.arguments().get(0) instanceof Term.Variable variable
                    && action.parameters().contains(variable)) {
                parameters.add(variable);
            }
        });
    }

    private void loadField(MethodVisitor method, String name, String type) {
        method.visitVarInsn(ALOAD, 0);
        method.visitFieldInsn(GETFIELD, className, name, type);
    }

    private TermWriter terms(MethodVisitor method, int firstLocal) {
        TermWriter terms = new TermWriter(method, model, new State(method), firstLocal);
        action.parameters().forEach(terms::bind);
        terms.skipTo(firstLocal + MOST_PARAMETERS * 2);
        return terms;
    }

    /** The fields of the class, as a method of it reads them. */
    private final class State implements TermWriter.Fields {
        private final MethodVisitor method;

        State(MethodVisitor method) {
            this.method = method;
        }

        @Override
        public void table(Symbol symbol) {
            note(symbols, symbol);
            loadField(method, symbol.name(), TABLE);
        }

        @Override
        public void frames(Sort argument) {
            note(framed, argument);
            loadField(method, FRAMES_OF + argument.name(), FRAMES);
        }

        @Override
        public void frame() {
            loadField(method, FRAME, NUMBERS);
        }

        private static <T> void note(List<T> all, T one) {
            if (!all.contains(one)) {
                all.add(one);
            }
        }
    }

    private void writeConstructor() {
        MethodVisitor method =
                code.visitMethod(ACC_PUBLIC, "<init>", "([" + TABLE + "[" + FRAMES + NUMBERS + ")V", null, null);
        method.visitCode();
        method.visitVarInsn(ALOAD, 0);
        method.visitMethodInsn(INVOKESPECIAL, SUPERCLASS, "<init>", "()V", false);
        for (int i = 0; i < symbols.size(); i++) {
            writeField(method, symbols.get(i).name(), TABLE, 1, i);
        }
        for (int i = 0; i < framed.size(); i++) {
            writeField(method, FRAMES_OF + framed.get(i).name(), FRAMES, 2, i);
        }
        code.visitField(ACC_PRIVATE | ACC_FINAL, FRAME, NUMBERS, null, null);
        method.visitVarInsn(ALOAD, 0);
        method.visitVarInsn(ALOAD, 3);
        method.visitFieldInsn(PUTFIELD, className, FRAME, NUMBERS);
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
