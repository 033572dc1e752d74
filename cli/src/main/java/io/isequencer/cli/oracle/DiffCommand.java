package io.isequencer.cli.oracle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Exits;
import io.isequencer.cli.Terminal;
import io.isequencer.cli.input.TextInput;
import io.isequencer.oracle.report.CheckDiff;
import io.isequencer.oracle.report.CheckDiff.BadCheckException;
import io.isequencer.oracle.report.CheckDiff.Change;
import io.isequencer.oracle.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command {@code oracle diff}: which cases changed between two checks.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException} with {@link ExitCode#MISSING_FILE}, or {@link ExitCode#BAD_DATA} for a file
 *       that is of no check.
 * </ul>
 */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        header = "Shows which cases changed between two checks.",
        description = {
            "",
            "The files are what 'oracle check --json' printed. As diff does, it ends with 1 if they differ.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"   0:no case changed", "   1:a case changed, or is in one of the checks alone"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./isequencer oracle check --json -- ./my-adapter > new.json",
            "  ./isequencer oracle diff old.json new.json"
        })
@Exits({ExitCode.VIOLATION, ExitCode.MISSING_FILE})
public final class DiffCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "A.json", description = "The check before.")
    private Path before;

    @Parameters(index = "1", paramLabel = "B.json", description = "The check after.")
    private Path after;

    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    public DiffCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        CheckDiff diff = diff();
        List<Change> changes = diff.changes();
        ExitCode exit = changes.isEmpty() ? ExitCode.OK : ExitCode.VIOLATION;
        if (json) {
            terminal.print(tree(changes, exit).toString());
            return exit.code();
        }
        for (Change change : changes) {
            terminal.print(String.format(
                    Locale.ROOT,
                    "%-6s  %s  %s -> %s",
                    change.kind().name().toLowerCase(Locale.ROOT),
                    change.caseId(),
                    shown(change.before()),
                    shown(change.after())));
        }
        terminal.print((changes.isEmpty() ? "SAME" : "DIFFERENT") + "  cases="
                + diff.cases().size() + " changed=" + changes.size());
        return exit.code();
    }

    private static String shown(String outcome) {
        return outcome == null ? "none" : outcome;
    }

    private static ObjectNode tree(List<Change> changes, ExitCode exit) {
        ObjectNode root = Json.object().put("v", 1).put("exitCode", exit.code());
        ArrayNode list = root.putArray("changes");
        for (Change change : changes) {
            list.addObject()
                    .put("kind", change.kind().name().toLowerCase(Locale.ROOT))
                    .put("case", change.caseId())
                    .put("before", change.before())
                    .put("after", change.after());
        }
        return root;
    }

    private CheckDiff diff() {
        try {
            return CheckDiff.of(before.toString(), read(before), after.toString(), read(after));
        } catch (BadCheckException e) {
            throw new CliException(ExitCode.BAD_DATA, e.getMessage(), e);
        }
    }

    private static JsonNode read(Path file) {
        try (InputStream in = new TextInput("a check", Files.newInputStream(file))) {
            return Json.read(in);
        } catch (JsonProcessingException e) {
            throw new CliException(
                    ExitCode.BAD_DATA, "a check must be JSON, as oracle check --json prints it: file=" + file, e);
        } catch (IOException e) {
            throw CliException.unreadable("a check", "file=" + file, e);
        }
    }
}
