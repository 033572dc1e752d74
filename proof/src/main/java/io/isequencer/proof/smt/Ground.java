package io.isequencer.proof.smt;

import io.isequencer.proof.evaluate.Domain;
import io.isequencer.proof.evaluate.State;
import io.isequencer.proof.relation.Action;
import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Symbol;
import io.isequencer.proof.term.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes terms for a solver as they are in a finite world: no quantifiers are left, and elements of sorts are numbers.
 * So a solver always finds a state that satisfies them, if there is one of that size.
 */
public final class Ground {
    /** Answers a question for a model, see {@code Z3.model}. */
    public interface Models {
        String model(String assertions, String values);
    }

    /** How far above any value a step may reach, and still find itself in the world. */
    private static final int ROOM = 2;

    private final Domain domain;
    private final Action action;
    private final StringBuilder text = new StringBuilder("(define-fun max ((a Int) (b Int)) Int (ite (>= a b) a b))\n");

    /** @param action whose parameters the terms may speak of */
    public Ground(Domain domain, Action action) {
        this.domain = domain;
        this.action = action;
        for (Symbol symbol : domain.symbols()) {
            String arguments = symbol.arguments().stream().map(each -> "Int").collect(Collectors.joining(" "));
            text.append(declaration(symbol.name(), arguments, symbol.result()));
            for (String cell : cells(symbol)) {
                bound(cell, symbol.result(), symbol.role() == Symbol.Role.CHOICE ? 0 : -1);
            }
        }
        for (Term.Variable parameter : action.parameters()) {
            text.append(declaration(name(parameter), "", parameter.sort()));
            bound(name(parameter), parameter.sort(), 0);
        }
    }

    private static String declaration(String name, String arguments, Sort result) {
        return "(declare-fun " + name + " (" + arguments + ") " + (result.equals(Sort.BOOL) ? "Bool" : "Int") + ")\n";
    }

    private static String name(Term.Variable parameter) {
        return "$" + parameter.name();
    }

    /**
     * A value of the sort.
     *
     * @param lowest of a number: -1 is that of a slot that was not looked up
     */
    private void bound(String cell, Sort sort, int lowest) {
        if (sort.kind() == Sort.Kind.TRUTH) {
            return;
        }
        boolean counted = sort.kind() == Sort.Kind.INTEGER;
        int size = sort.equals(Sort.INT) ? domain.size(Sort.NUMBER) : domain.size(sort);
        size -= counted ? ROOM : 0;
        text.append("(assert (<= ")
                .append(integer(counted ? lowest : 0))
                .append(' ')
                .append(cell)
                .append(' ');
        text.append(size - 1).append("))\n");
    }

    private List<String> cells(Symbol symbol) {
        List<String> cells = List.of("");
        for (Sort sort : symbol.arguments()) {
            List<String> longer = new ArrayList<>();
            for (String cell : cells) {
                for (int i = 0; i < domain.size(sort); i++) {
                    longer.add(cell + " " + i);
                }
            }
            cells = longer;
        }
        return cells.stream()
                .map(cell -> cell.isEmpty() ? symbol.name() : "(" + symbol.name() + cell + ")")
                .toList();
    }

    public Ground require(Term term) {
        text.append("(assert ").append(write(term, Map.of())).append(")\n");
        return this;
    }

    /**
     * A state, and values for the action's parameters, that satisfy all that is required.
     *
     * @return null if there are none in this world, or none was found
     */
    public Found solve(Models models) {
        List<String> asked = new ArrayList<>();
        domain.symbols().forEach(symbol -> asked.addAll(cells(symbol)));
        action.parameters().forEach(parameter -> asked.add(name(parameter)));
        String answer = models.model(text.toString(), String.join(" ", asked));
        return answer == null ? null : found(values(answer, asked));
    }

    /** Reads ((cell value) (cell value) ...). */
    private static Map<String, Long> values(String answer, List<String> asked) {
        Map<String, Long> values = new HashMap<>();
        String flat = answer.replaceAll("\\s+", " ");
        int from = 0;
        for (String cell : asked) {
            int at = flat.indexOf("(" + cell + " ", from) + cell.length() + 2;
            boolean negative = flat.startsWith("(- ", at);
            int end = flat.indexOf(')', at);
            String value = flat.substring(negative ? at + 3 : at, end);
            values.put(
                    cell,
                    switch (value) {
                        case "true" -> 1L;
                        case "false" -> 0L;
                        default -> (negative ? -1 : 1) * Long.parseLong(value);
                    });
            from = end;
        }
        return values;
    }

    /** A state that a solver found, and arguments of the action. */
    public record Found(State state, long[] arguments) {}

    private Found found(Map<String, Long> values) {
        State state = new State(domain);
        for (Symbol symbol : domain.symbols()) {
            state.setValues(
                    symbol, cells(symbol).stream().mapToLong(values::get).toArray());
        }
        long[] arguments = action.parameters().stream()
                .mapToLong(parameter -> values.get(name(parameter)))
                .toArray();
        return new Found(state, arguments);
    }

    private String write(Term term, Map<Term.Variable, String> bound) {
        if (term instanceof Term.Literal literal) {
            return literal.sort().equals(Sort.BOOL) ? Boolean.toString(literal.value() != 0) : integer(literal.value());
        }
        if (term instanceof Term.Variable variable) {
            return bound.getOrDefault(variable, name(variable));
        }
        if (term instanceof Term.Read read) {
            return applied(read.function().name(), read.arguments(), bound);
        }
        if (term instanceof Term.Operation operation) {
            return applied(SmtText.operator(operation.operator()), operation.operands(), bound);
        }
        if (term instanceof Term.Hinted hinted) {
            return write(hinted.body(), bound);
        }
        if (term instanceof Term.Quantified quantified) {
            String operator = quantified.all() ? "and" : "or";
            List<String> instances = instances(quantified.variables(), bound, all -> write(quantified.body(), all));
            return instances.isEmpty()
                    ? Boolean.toString(quantified.all())
                    : "(" + operator + " " + String.join(" ", instances) + ")";
        }
        Term.Count count = (Term.Count) term;
        List<String> instances =
                instances(count.variables(), bound, all -> "(ite " + write(count.body(), all) + " 1 0)");
        return instances.isEmpty() ? "0" : "(+ 0 " + String.join(" ", instances) + ")";
    }

    private static String integer(long value) {
        return value >= 0 ? Long.toString(value) : "(- " + -value + ")";
    }

    private String applied(String name, List<Term> arguments, Map<Term.Variable, String> bound) {
        return arguments.isEmpty()
                ? name
                : arguments.stream()
                        .map(each -> write(each, bound))
                        .collect(Collectors.joining(" ", "(" + name + " ", ")"));
    }

    private interface Body {
        String write(Map<Term.Variable, String> bound);
    }

    private List<String> instances(List<Term.Variable> variables, Map<Term.Variable, String> bound, Body body) {
        List<Map<Term.Variable, String>> all = List.of(bound);
        for (Term.Variable variable : variables) {
            List<Map<Term.Variable, String>> more = new ArrayList<>();
            for (Map<Term.Variable, String> each : all) {
                for (int i = 0; i < domain.size(variable.sort()); i++) {
                    Map<Term.Variable, String> longer = new LinkedHashMap<>(each);
                    longer.put(variable, Integer.toString(i));
                    more.add(longer);
                }
            }
            all = more;
        }
        return all.stream().map(body::write).toList();
    }
}
