package io.isequencer.cli.oracle;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Exits;
import io.isequencer.cli.Terminal;
import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.CaseJson;
import io.isequencer.oracle.cases.Level;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The command {@code oracle list}: the cases.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link ExitCode#VACUOUS} if no case matches.
 * </ul>
 */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        header = "Lists the cases that an adapter is judged by.",
        description = {"", "Their ids are stable forever. 'explain ID' shows what one does.", ""},
        footerHeading = "%nExamples:%n",
        footer = {"  ./isequencer oracle list --level L1", "  ./isequencer oracle list --case 'L?-*-write*' --json"})
@Exits(ExitCode.VACUOUS)
public final class ListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private CaseOptions cases = new CaseOptions();

    @Option(names = "--json", description = "Print each case as JSON, one a line, with its steps.")
    private boolean json;

    @Option(
            names = "--digests",
            description = "Print ids with digests of what they mean, as conformance/case-ids.txt has them.")
    private boolean digests;

    public ListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Case> found = cases.plan(1).cases(Bounds.USUAL);
        if (found.isEmpty()) {
            throw new CliException(ExitCode.VACUOUS, "a case must match: see './isequencer oracle list'");
        }
        for (Case testCase : found) {
            if (json) {
                terminal.print(CaseJson.tree(testCase).toString());
            } else if (!digests) {
                terminal.print(
                        String.format(Locale.ROOT, "%-30s %-8s %s", testCase.id(), testCase.rule(), testCase.title()));
            } else if (testCase.level() != Level.L4) {
                terminal.print(testCase.id() + " " + CaseJson.digest(testCase));
            }
        }
        return ExitCode.OK.code();
    }
}
