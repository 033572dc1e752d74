package io.isequencer.cli.prove;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Exits;
import io.isequencer.cli.KnownNames;
import io.isequencer.cli.Terminal;
import io.isequencer.cli.output.ForceOption;
import io.isequencer.cli.output.OutputDirectory;
import io.isequencer.cli.output.OutputFile;
import io.isequencer.laboratory.FileTrouble;
import io.isequencer.laboratory.ProjectHome;
import io.isequencer.laboratory.Stopwatch;
import io.isequencer.proof.invariant.Invariant;
import io.isequencer.proof.invariant.Liveness;
import io.isequencer.proof.invariant.Part;
import io.isequencer.proof.invariant.Properties;
import io.isequencer.proof.prove.Counterexample;
import io.isequencer.proof.prove.Needed;
import io.isequencer.proof.prove.Proof;
import io.isequencer.proof.prove.SpecActions;
import io.isequencer.proof.prove.WrongCheck;
import io.isequencer.proof.prove.WrongReading;
import io.isequencer.proof.relation.Action;
import io.isequencer.proof.relation.Relation;
import io.isequencer.proof.smt.Batch;
import io.isequencer.proof.smt.Obligations;
import io.isequencer.proof.smt.Solver;
import io.isequencer.proof.z3.Z3;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The command {@code prove}.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException}; {@link ExitCode#VIOLATION} if an obligation does not hold, {@link
 *       ExitCode#UNKNOWN} if it is not known whether one does, {@link ExitCode#VACUOUS} if the proof is empty somewhere,
 *       {@link ExitCode#DEFECT_SURVIVED} if a wrong reading does not break what it must.
 * </ul>
 */
@Command(
        name = "prove",
        mixinStandardHelpOptions = true,
        header = "Proves the protocol safe for any number of owners, keys, events and late writes.",
        description = {
            "",
            "An invariant holds in the beginning, and each action of tla/Sequencer.tla keeps it: so it holds always, and "
                    + "the safety properties of tla/Properties.tla follow from it. A solver proves each of these "
                    + "obligations; z3 is built in.",
            "",
            "What must happen, such as the end of a rebuild, is proved too: each step decreases what is measured of it, or "
                    + "leaves it to the task whose turn it is, and that task can take a step.",
            "",
            "It fails too if the relation lacks an action of the specification, if an action can never happen, or, with "
                    + "--needed, if nothing needs a part of the invariant.",
            "",
            "With --html the first step that breaks the proof is drawn as a timeline: the state before, the action, and the "
                    + "state after. If there is none, nothing is written.",
            "",
            "With --wrong the protocol is changed as a configuration in tla/configs or a line of tla/mutants.txt does: the "
                    + "proof must break where it is expected to, or the exit code is 7.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./isequencer prove",
            "  ./isequencer prove --action Flush --part cover",
            "  ./isequencer prove --wrong R10-prune-blindly",
            "  ./isequencer prove --wrong R10-prune-blindly --html step.html",
            "  ./isequencer prove --smt target/obligations"
        })
@Exits({ExitCode.VIOLATION, ExitCode.UNKNOWN, ExitCode.VACUOUS, ExitCode.DEFECT_SURVIVED, ExitCode.MISSING_FILE})
public final class ProveCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--part",
            paramLabel = "NAME",
            description = "Only this part of the invariant, or this property; may be given several times.")
    private Set<String> parts = Set.of();

    @Option(names = "--action", paramLabel = "NAME", description = "Only this action; may be given several times.")
    private Set<String> actions = Set.of();

    @Option(
            names = "--wrong",
            paramLabel = "NAME",
            description = "With this wrong reading in force, which must break the proof; all: each in turn.")
    private String wrong;

    @Option(names = "--needed", description = "Also checks that the proof needs each part of the invariant.")
    private boolean needed;

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write a step that breaks the proof as a page that explains it.")
    private Path html;

    @Mixin
    private ForceOption force = new ForceOption();

    @Option(names = "--smt", paramLabel = "DIR", description = "Also writes the obligations to this new directory.")
    private Path smt;

    @Option(
            names = "--solver",
            paramLabel = "COMMAND",
            description =
                    "Another solver: a program that reads SMT-LIB on stdin. Answers what it does not know by name.")
    private String command;

    /** Null as long as nothing was asked of it: with another solver it may not be needed. */
    private Z3 z3;

    public ProveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        requireNames();
        String specification = specification();
        if (html != null) {
            page().check();
        }
        if (wrong != null) {
            return checkWrong();
        }
        Solver solver = command == null ? z3() : new CommandSolver(List.of(command.split(" +")));
        Stopwatch watch = new Stopwatch();
        if (smt != null) {
            write(new OutputDirectory("smt", smt, false));
        }
        try {
            ProveReport report = prove(solver, specification, watch);
            terminal.print(json ? report.json() : report.text());
            draw(report.result().open().stream().map(Proof.Open::example), "");
            return report.exit().code();
        } catch (UncheckedIOException failure) {
            throw new CliException(
                    ExitCode.USAGE, failure.getMessage() + ", cause=" + FileTrouble.cause(failure.getCause()), failure);
        }
    }

    private ProveReport prove(Solver solver, String specification, Stopwatch watch) {
        Relation relation = Relation.right();
        List<Part> invariant = Invariant.parts();
        Proof proof = new Proof(relation, invariant, solver, this::model);
        Proof.Result result = proof.prove(this::wanted);
        boolean all = parts.isEmpty() && actions.isEmpty();
        List<String> impossible = all ? proof.impossible() : List.of();
        List<String> unneeded = needed ? unneeded(relation, invariant) : List.of();
        Set<String> missing = SpecActions.missing(specification, relation);
        return new ProveReport(solver.version(), invariant, result, impossible, unneeded, missing, watch.seconds());
    }

    private boolean wanted(String obligation) {
        int slash = obligation.lastIndexOf('/');
        String label = obligation.substring(0, slash);
        return (parts.isEmpty() || parts.contains(obligation.substring(slash + 1)))
                && (actions.isEmpty() || actions.contains(label) || actions.contains(label.split("/")[0]));
    }

    private List<String> unneeded(Relation relation, List<Part> invariant) {
        Needed needs = new Needed(relation, invariant, z3(), z3()::used);
        List<String> unneeded = new ArrayList<>();
        for (Part part : invariant) {
            String user = needs.userOf(part);
            terminal.tell(part.name() + (user == null ? " is not needed" : " is needed by " + user));
            if (user == null) {
                unneeded.add(part.name());
            }
        }
        return unneeded;
    }

    private int checkWrong() {
        Stopwatch watch = new Stopwatch();
        WrongCheck check = new WrongCheck(z3(), this::model);
        List<WrongCheck.Result> results = new ArrayList<>();
        for (WrongReading reading : chosen()) {
            WrongCheck.Result result = check.check(reading);
            results.add(result);
            terminal.tell(String.format(Locale.ROOT, "%s: %s", reading.name(), WrongReport.outcome(result)));
        }
        WrongReport report = new WrongReport(results, watch.seconds());
        terminal.print(json ? report.json() : report.text());
        WrongCheck.Result first = results.get(0);
        draw(Stream.ofNullable(first.example()), first.reading().rule());
        return (report.survivors().isEmpty() ? ExitCode.OK : ExitCode.DEFECT_SURVIVED).code();
    }

    /** Draws the first of these counterexamples that was found. */
    private void draw(Stream<Counterexample> examples, String rule) {
        if (html == null) {
            return;
        }
        Optional<Counterexample> found = examples.filter(Objects::nonNull).findFirst();
        if (found.isEmpty()) {
            terminal.tell("nothing breaks the proof in a way that can be drawn, so no page is written: html=" + html);
            return;
        }
        Counterexample example = found.get();
        String again = wrong == null
                ? "./isequencer prove --action " + example.action().name() + " --part " + example.broken()
                : "./isequencer prove --wrong " + wrong;
        new CounterexamplePage(example, again, rule).write(page());
        terminal.tell(example.step() + " breaks " + example.broken() + ", explained in " + html);
    }

    private OutputFile page() {
        return OutputFile.of("html", html, force.given());
    }

    /** The self-contained file has z3's classes, and none of its native libraries. */
    private Z3 z3() {
        if (z3 != null) {
            return z3;
        }
        try {
            Z3 loaded = new Z3();
            loaded.version();
            z3 = loaded;
            return z3;
        } catch (LinkageError missing) {
            throw new CliException(
                    ExitCode.MISSING_FILE,
                    "z3 must be there: no library of it for this system" + ProjectHome.ADVICE
                            + ", or another solver by --solver",
                    missing);
        }
    }

    private String model(String assertions, String values) {
        return z3().model(assertions, values);
    }

    private List<WrongReading> chosen() {
        if (wrong.equals("all")) {
            return WrongReading.all();
        }
        return WrongReading.all().stream()
                .filter(reading ->
                        reading.name().equals(wrong) || reading.change().equals(wrong))
                .limit(1)
                .toList();
    }

    private void requireNames() {
        Set<String> claims = new TreeSet<>(Set.of("Implements"));
        Invariant.parts().forEach(part -> claims.add(part.name()));
        Properties.ofStates().forEach(property -> claims.add(property.name()));
        Properties.ofSteps().forEach(property -> claims.add(property.name()));
        Liveness.all().forEach(progress -> claims.add(progress.name()));
        parts.forEach(name -> KnownNames.require("part", "a part of the invariant or a property", name, claims));
        Set<String> known = new TreeSet<>(Set.of("Init", Obligations.STATES));
        for (Action action : Relation.right().actions()) {
            known.add(action.name());
            known.add(action.label());
        }
        actions.forEach(name -> KnownNames.require("action", "an action of tla/Sequencer.tla", name, known));
        if (wrong != null) {
            requireWrong();
        }
    }

    private void requireWrong() {
        if (needed || smt != null || command != null || !parts.isEmpty() || !actions.isEmpty()) {
            throw new CliException(ExitCode.USAGE, "--wrong must be alone, or with --json or --html: wrong=" + wrong);
        }
        if (html != null && wrong.equals("all")) {
            throw new CliException(ExitCode.USAGE, "--html must be with one wrong reading: wrong=" + wrong);
        }
        Set<String> names = new TreeSet<>(Set.of("all"));
        WrongReading.all().forEach(reading -> names.addAll(List.of(reading.name(), reading.change())));
        KnownNames.require("wrong", "a configuration of tla/configs or a change of tla/mutants.txt", wrong, names);
    }

    private void write(OutputDirectory directory) {
        directory.check();
        for (Batch batch : new Obligations(Relation.right(), Invariant.parts(), this::wanted).batches()) {
            String name = batch.name().replaceAll("[^A-Za-z0-9]+", "-") + ".smt2";
            OutputFile.of("smt", directory.path().resolve(name), false).write(batch.script());
        }
    }

    private static String specification() {
        Path file = ProjectHome.specification().resolve("Sequencer.tla");
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw CliException.unreadable("the specification", "file=" + file, failure);
        }
    }
}
