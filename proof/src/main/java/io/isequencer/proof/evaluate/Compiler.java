package io.isequencer.proof.evaluate;

import io.isequencer.proof.term.Term;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns terms into code over a state's tables. Variables stand in slots, which are passed to the code. */
final class Compiler {
    /** Where code finds its values. */
    static final class Frame {
        long[][] before;
        long[][] after;
        final long[] slots;

        Frame(int slots) {
            this.slots = new long[slots];
        }

        /** The step begins in this state. */
        void from(State state) {
            before = state.tables;
        }

        /** The step ends in this state. */
        void to(State state) {
            after = state.tables;
        }
    }

    /** A term, ready to be evaluated. */
    interface Code {
        long run(Frame frame);
    }

    private final Domain domain;
    private final Map<Term.Variable, Integer> slots = new HashMap<>();

    Compiler(Domain domain) {
        this.domain = domain;
    }

    /** A new frame, for all that was compiled so far. */
    Frame frame() {
        return new Frame(slots.size());
    }

    int slot(Term.Variable variable) {
        return slots.computeIfAbsent(variable, any -> slots.size());
    }

    Code compile(Term term) {
        if (term instanceof Term.Literal literal) {
            long value = literal.value();
            return frame -> value;
        }
        if (term instanceof Term.Variable variable) {
            int slot = slot(variable);
            return frame -> frame.slots[slot];
        }
        if (term instanceof Term.Read read) {
            return read(read);
        }
        if (term instanceof Term.Operation operation) {
            return operation(operation);
        }
        if (term instanceof Term.Quantified quantified) {
            return quantified(quantified);
        }
        if (term instanceof Term.Hinted hinted) {
            return compile(hinted.body());
        }
        return count((Term.Count) term);
    }

    private Code read(Term.Read read) {
        int place = domain.place(read.function());
        Code index = index(read);
        return read.next()
                ? frame -> frame.after[place][(int) index.run(frame)]
                : frame -> frame.before[place][(int) index.run(frame)];
    }

    /** Where in its table the place stands that a read reads. */
    Code index(Term.Read read) {
        int arguments = read.arguments().size();
        int[] strides = domain.layout(read.function()).strides();
        Code[] codes = new Code[arguments];
        int[] sizes = new int[arguments];
        for (int i = 0; i < arguments; i++) {
            codes[i] = compile(read.arguments().get(i));
            sizes[i] = domain.size(read.function().arguments().get(i));
        }
        return switch (arguments) {
            case 0 -> frame -> 0;
            case 1 -> frame -> checked(read, 0, sizes[0], codes[0].run(frame));
            default ->
                frame -> {
                    long index = 0;
                    for (int i = 0; i < codes.length; i++) {
                        index += strides[i] * checked(read, i, sizes[i], codes[i].run(frame));
                    }
                    return index;
                };
        };
    }

    private static long checked(Term.Read read, int position, int size, long value) {
        if (value < 0 || value >= size) {
            throw new OutOfDomainException(read.function(), position, size, value);
        }
        return value;
    }

    private Code operation(Term.Operation operation) {
        List<Code> operands = operation.operands().stream().map(this::compile).toList();
        Code a = operands.get(0);
        Code b = operands.size() > 1 ? operands.get(1) : a;
        return switch (operation.operator()) {
            case NOT -> frame -> 1 - a.run(frame);
            case AND -> all(operands, 1);
            case OR -> all(operands, 0);
            case IMPLIES -> frame -> a.run(frame) == 0 ? 1 : b.run(frame);
            case EQUAL -> frame -> a.run(frame) == b.run(frame) ? 1 : 0;
            case LESS -> frame -> a.run(frame) < b.run(frame) ? 1 : 0;
            case AT_MOST -> frame -> a.run(frame) <= b.run(frame) ? 1 : 0;
            case PLUS -> frame -> a.run(frame) + b.run(frame);
            case MINUS -> frame -> a.run(frame) - b.run(frame);
            case MAX -> frame -> Math.max(a.run(frame), b.run(frame));
            case CHOOSE -> {
                Code c = operands.get(2);
                yield frame -> a.run(frame) != 0 ? b.run(frame) : c.run(frame);
            }
        };
    }

    /** Whether all operands have the value; if not, the other one. */
    private static Code all(List<Code> operands, long value) {
        Code[] codes = operands.toArray(new Code[0]);
        return frame -> {
            for (Code code : codes) {
                if (code.run(frame) != value) {
                    return 1 - value;
                }
            }
            return value;
        };
    }

    private Code quantified(Term.Quantified quantified) {
        long sought = quantified.all() ? 0 : 1;
        Code body = compile(quantified.body());
        Loops loops = new Loops(quantified.variables());
        return frame -> loops.find(frame, body, sought) ? sought : 1 - sought;
    }

    private Code count(Term.Count count) {
        Code body = compile(count.body());
        Loops loops = new Loops(count.variables());
        return frame -> loops.count(frame, body);
    }

    Loops loops(List<Term.Variable> variables) {
        return new Loops(variables);
    }

    /** Runs code for all values of some variables. */
    final class Loops {
        private final int[] slots;
        private final int[] sizes;

        Loops(List<Term.Variable> variables) {
            slots = variables.stream().mapToInt(Compiler.this::slot).toArray();
            sizes = variables.stream()
                    .mapToInt(each -> domain.size(each.sort()))
                    .toArray();
        }

        /** Sets the first values; false if there are none. */
        boolean begin(Frame frame) {
            for (int i = 0; i < slots.length; i++) {
                if (sizes[i] == 0) {
                    return false;
                }
                frame.slots[slots[i]] = 0;
            }
            return true;
        }

        /** Sets the next values; false if there are none. */
        boolean advance(Frame frame) {
            for (int i = slots.length - 1; i >= 0; i--) {
                if (++frame.slots[slots[i]] < sizes[i]) {
                    return true;
                }
                frame.slots[slots[i]] = 0;
            }
            return false;
        }

        boolean find(Frame frame, Code body, long sought) {
            for (boolean more = begin(frame); more; more = advance(frame)) {
                if (body.run(frame) == sought) {
                    return true;
                }
            }
            return false;
        }

        long count(Frame frame, Code body) {
            long found = 0;
            for (boolean more = begin(frame); more; more = advance(frame)) {
                found += body.run(frame);
            }
            return found;
        }
    }
}
