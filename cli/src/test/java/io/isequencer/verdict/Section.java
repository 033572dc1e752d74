package io.isequencer.verdict;

import java.util.ArrayList;
import java.util.List;

/** What one kind of report adds to the verdict: rows of the table, and what is wrong. */
final class Section {
    private final List<Row> rows = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    void row(String what, long cases, double seconds, String outcome) {
        rows.add(new Row(what, cases, seconds, outcome));
    }

    void problem(String problem) {
        problems.add(problem);
    }

    List<Row> rows() {
        return rows;
    }

    List<String> problems() {
        return problems;
    }
}
