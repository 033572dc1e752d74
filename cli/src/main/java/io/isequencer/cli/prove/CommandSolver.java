package io.isequencer.cli.prove;

import io.isequencer.proof.smt.Batch;
import io.isequencer.proof.smt.Solver;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A solver that is a program: it reads SMT-LIB on its input until that ends, and prints its answers.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link UncheckedIOException} if it cannot be started. A goal that it does not answer is unknown.
 * </ul>
 */
final class CommandSolver implements Solver {
    private static final String VERSION = "(get-info :name)\n(get-info :version)\n";

    private final List<String> command;

    CommandSolver(List<String> command) {
        this.command = List.copyOf(command);
    }

    @Override
    public String version() {
        String answer = String.join(" ", run(VERSION));
        return answer.replaceAll("\\(:(name|version)|[\"()]", "").strip().replaceAll("\\s+", " ");
    }

    @Override
    public List<Answer> prove(Batch batch) {
        Map<String, Answer> answers = new HashMap<>();
        String goal = null;
        for (String line : run(batch.script())) {
            switch (line) {
                case "unsat" -> answers.put(goal, Answer.PROVED);
                case "sat" -> answers.put(goal, Answer.REFUTED);
                case "unknown" -> answers.put(goal, Answer.UNKNOWN);
                default -> goal = line.replace("\"", "");
            }
        }
        return batch.goals().stream()
                .map(each -> answers.getOrDefault(each.name(), Answer.UNKNOWN))
                .toList();
    }

    private List<String> run(String script) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            // It answers more than a pipe holds only while it is being read.
            Thread writer = new Thread(() -> write(process.getOutputStream(), script), "solver-input");
            writer.start();
            List<String> lines = new ArrayList<>();
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines.add(line.strip());
                }
            }
            return lines;
        } catch (IOException failure) {
            throw new UncheckedIOException("solver must start: command=" + String.join(" ", command), failure);
        }
    }

    private static void write(OutputStream input, String script) {
        try (input) {
            input.write(script.getBytes(StandardCharsets.UTF_8));
        } catch (IOException gone) {
            // It ended early: what it did not answer is unknown.
            return;
        }
    }
}
