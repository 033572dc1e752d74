package io.isequencer.cli.oracle;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Terminal;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.drive.CaseResult;
import io.isequencer.oracle.drive.Check;
import io.isequencer.oracle.drive.CheckPlan;
import io.isequencer.oracle.drive.LaunchException;
import io.isequencer.oracle.drive.ProcessChannel;
import io.isequencer.oracle.drive.Profile;
import io.isequencer.oracle.judge.Verdict;
import io.isequencer.oracle.judge.VerdictException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "check", mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--level", defaultValue = "L4")
    private Level level;

    @Option(names = "--case")
    private String glob;

    @Option(names = "--seed", defaultValue = "1")
    private long seed;

    @Option(names = "--patience-ms", defaultValue = "10000")
    private long patience;

    @Parameters(arity = "1..*")
    private List<String> command;

    public CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Check check = new Check(
                () -> ProcessChannel.start(command),
                new CheckPlan(level, glob, seed, Profile.STRICT, patience),
                this::show);
        try {
            List<CaseResult> r = check.run();
            for (Verdict v : Verdict.values())
                terminal.print(
                        v + " " + r.stream().filter(x -> x.verdict() == v).count());
        } catch (LaunchException e) {
            throw new CliException(ExitCode.MISSING_FILE, e.getMessage());
        } catch (VerdictException e) {
            terminal.print(e.getMessage());
            return 5;
        }
        return 0;
    }

    private void show(CaseResult r) {
        if (r.verdict() == Verdict.PASS || r.verdict() == Verdict.UNIMPLEMENTED) {
            if (r.elapsedMs() > 1000) terminal.print("slow " + r.it().id() + " " + r.elapsedMs());
            return;
        }
        terminal.print(r.it().id() + " " + r.rule() + " " + r.verdict() + " " + r.it().title() + "\n   allowed "
                + r.finding().allowed() + "\n   got " + r.finding().got());
        r.lastMessages().forEach(l -> terminal.print("      " + l));
        if (!r.stderrTail().isEmpty()) terminal.print(r.stderrTail());
    }
}
