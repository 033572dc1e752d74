package io.isequencer.proof.smt;

import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Symbol;
import io.isequencer.proof.term.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Writes terms in SMT-LIB 2.6. The same terms give the same text.
 *
 * <p>A solver knows nothing of counting: how many there are of something is a function of which only
 * a few axioms are known. So it may be anything that they allow, and what is proved holds for the true count.
 */
final class SmtText {
    private record Counted(String name, List<Sort> arguments, String body) {}

    /** By canonical text of what is counted. */
    private final Map<String, Counted> counts = new LinkedHashMap<>();

    private final Map<Term.Variable, String> scope = new HashMap<>();

    /** Declares what all obligations speak of. */
    static String declarations(Set<Sort> sorts, List<Symbol> symbols) {
        StringBuilder text = new StringBuilder();
        for (Sort sort : sorts) {
            if (sort.kind() == Sort.Kind.UNINTERPRETED) {
                text.append("(declare-sort ").append(sort.name()).append(" 0)\n");
            } else if (sort.kind() == Sort.Kind.ENUMERATION) {
                String elements =
                        sort.elements().stream().map(each -> "(" + each + ")").collect(Collectors.joining(" "));
                text.append("(declare-datatypes ((")
                        .append(sort.name())
                        .append(" 0)) ((")
                        .append(elements)
                        .append(")))\n");
            }
        }
        text.append("(define-fun max ((a Int) (b Int)) Int (ite (>= a b) a b))\n");
        for (Symbol symbol : symbols) {
            text.append(declaration(symbol.name(), symbol.arguments(), symbol.result()));
        }
        return text.toString();
    }

    private static String declaration(String name, List<Sort> arguments, Sort result) {
        String list = arguments.stream().map(SmtText::name).collect(Collectors.joining(" "));
        return "(declare-fun " + name + " (" + list + ") " + name(result) + ")\n";
    }

    private static String name(Sort sort) {
        return sort.kind() == Sort.Kind.INTEGER ? "Int" : sort.name();
    }

    /** Declares an action's parameter. */
    String parameter(Term.Variable variable) {
        String name = "$" + variable.name();
        scope.put(variable, name);
        return declaration(name, List.of(), variable.sort());
    }

    /** A term; what it counts must be declared before it, see {@link #newCounts}. */
    String term(Term term) {
        if (term instanceof Term.Literal literal) {
            return literal(literal);
        }
        if (term instanceof Term.Variable variable) {
            String name = scope.get(variable);
            if (name == null) {
                throw new IllegalArgumentException("variable must be bound: variable=" + variable.name());
            }
            return name;
        }
        if (term instanceof Term.Read read) {
            if (read.next()) {
                throw new IllegalArgumentException("what is after a step must be unfolded: "
                        + read.function().name());
            }
            return applied(read.function().name(), read.arguments());
        }
        if (term instanceof Term.Operation operation) {
            return applied(operator(operation.operator()), operation.operands());
        }
        if (term instanceof Term.Quantified quantified) {
            return quantified(quantified);
        }
        if (term instanceof Term.Hinted hinted) {
            return hinted(hinted);
        }
        return counted((Term.Count) term);
    }

    private String hinted(Term.Hinted hinted) {
        StringBuilder patterns = new StringBuilder();
        Term body = hinted;
        while (body instanceof Term.Hinted outer) {
            String triggers = outer.triggers().stream().map(this::term).collect(Collectors.joining(" "));
            patterns.insert(0, " :pattern (" + triggers + ")");
            body = outer.body();
        }
        return "(! " + term(body) + patterns + ")";
    }

    private static String literal(Term.Literal literal) {
        return switch (literal.sort().kind()) {
            case TRUTH -> literal.value() != 0 ? "true" : "false";
            case ENUMERATION -> literal.sort().elements().get((int) literal.value());
            case INTEGER -> literal.value() >= 0 ? Long.toString(literal.value()) : "(- " + -literal.value() + ")";
            case UNINTERPRETED -> throw new IllegalArgumentException("sort must have elements: sort=" + literal.sort());
        };
    }

    private String applied(String name, List<Term> arguments) {
        if (arguments.isEmpty()) {
            return name;
        }
        return arguments.stream().map(this::term).collect(Collectors.joining(" ", "(" + name + " ", ")"));
    }

    static String operator(Term.Operator operator) {
        return switch (operator) {
            case NOT -> "not";
            case AND -> "and";
            case OR -> "or";
            case IMPLIES -> "=>";
            case EQUAL -> "=";
            case LESS -> "<";
            case AT_MOST -> "<=";
            case PLUS -> "+";
            case MINUS -> "-";
            case MAX -> "max";
            case CHOOSE -> "ite";
        };
    }

    private String quantified(Term.Quantified quantified) {
        List<String> bound = bind(quantified.variables());
        String body = term(quantified.body());
        quantified.variables().forEach(scope::remove);
        return "(" + (quantified.all() ? "forall" : "exists") + " (" + String.join(" ", bound) + ") " + body + ")";
    }

    /** Two terms with variables of their own. */
    String bound(List<Term.Variable> variables, Term place, Term value) {
        String bound = String.join(" ", bind(variables)) + " " + term(place) + " := " + term(value);
        variables.forEach(scope::remove);
        return bound;
    }

    private List<String> bind(List<Term.Variable> variables) {
        List<String> bound = new ArrayList<>();
        for (Term.Variable variable : variables) {
            String name = variable.name();
            for (int i = 2; scope.containsValue(name); i++) {
                name = variable.name() + i;
            }
            scope.put(variable, name);
            bound.add("(" + name + " " + name(variable.sort()) + ")");
        }
        return bound;
    }

    private String counted(Term.Count count) {
        Map<Term.Variable, String> outside = new LinkedHashMap<>();
        io.isequencer.proof.term.Terms.visit(count.body(), leaf -> {
            if (leaf instanceof Term.Variable variable && scope.containsKey(variable)) {
                outside.putIfAbsent(variable, scope.get(variable));
            }
        });
        // Whatever else is bound around it must not show in how it is written.
        Map<Term.Variable, String> around = new HashMap<>(scope);
        scope.clear();
        outside.keySet().forEach(variable -> scope.put(variable, "a" + scope.size()));
        List<String> bound = bind(count.variables());
        String canonical = String.join(" ", bound) + " | " + term(count.body());
        scope.clear();
        scope.putAll(around);
        Counted counted = counts.computeIfAbsent(
                canonical,
                text -> new Counted(
                        "count" + counts.size(),
                        outside.keySet().stream().map(Term.Variable::sort).toList(),
                        text));
        return outside.isEmpty()
                ? counted.name()
                : "(" + counted.name() + " " + String.join(" ", outside.values()) + ")";
    }

    /** Declares what was counted since the last call, from a number of counts on. */
    String newCounts(int from) {
        StringBuilder text = new StringBuilder();
        counts.values().stream().skip(from).forEach(each -> {
            text.append(declaration(each.name(), each.arguments(), Sort.INT));
            if (each.arguments().isEmpty()) {
                text.append("(assert (<= 0 ").append(each.name()).append("))\n");
            } else {
                StringBuilder variables = new StringBuilder();
                StringBuilder arguments = new StringBuilder();
                for (int i = 0; i < each.arguments().size(); i++) {
                    variables
                            .append("(a")
                            .append(i)
                            .append(' ')
                            .append(name(each.arguments().get(i)))
                            .append(')');
                    arguments.append(" a").append(i);
                }
                text.append(String.format(
                        Locale.ROOT, "(assert (forall (%s) (<= 0 (%s%s))))\n", variables, each.name(), arguments));
            }
        });
        return text.toString();
    }

    int counts() {
        return counts.size();
    }

    static Set<Sort> sortsOf(List<Symbol> symbols) {
        Set<Sort> sorts = new TreeSet<>((a, b) -> a.name().compareTo(b.name()));
        for (Symbol symbol : symbols) {
            sorts.addAll(symbol.arguments());
            sorts.add(symbol.result());
        }
        return sorts;
    }
}
