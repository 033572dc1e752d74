package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The list of commands, the manual page, and what a shell completes. */
class ManualTest {
    private static final Pattern REQUEST = Pattern.compile("\\.(TH|SH|nf|fi)\\b.*");

    @TempDir
    private Path temp;

    @Test
    void eachCommandIsListedOnceUnderAHeading() {
        List<String> help = Cli.run("--help").requireExit(ExitCode.OK).lines();
        List<String> list = help.subList(help.indexOf("Number events:"), help.indexOf("Exit codes:"));
        List<String> listed = list.stream()
                .filter(line -> line.matches(" {2}[a-z]+ {2,}\\S.*"))
                .map(line -> line.strip().split(" ")[0])
                .toList();
        CommandLine root = CommandLineTest.commandLine();
        assertEquals(listed.size(), new TreeSet<>(listed).size(), listed::toString);
        assertEquals(root.getSubcommands().keySet(), new TreeSet<>(listed));
    }

    @Test
    void theManualHasAChapterForEachCommand() {
        String manual = Cli.run("help", "--man").requireExit(ExitCode.OK).out();
        List<String> chapters = Pattern.compile("(?m)^\\.SH (.*)$")
                .matcher(manual)
                .results()
                .map((MatchResult hit) -> hit.group(1))
                .toList();
        assertTrue(chapters.containsAll(List.of("NAME", "ISEQUENCER", "ISEQUENCER ORACLE CHECK")), chapters::toString);
        assertEquals(CommandLineTest.commands().size() + 1, chapters.size());
        for (String chapter : chapters.subList(1, chapters.size())) {
            assertTrue(manual.contains("\nUsage: " + chapter.toLowerCase(Locale.ROOT)), chapter);
        }
    }

    @Test
    void nothingOfAHelpIsTakenForARequest() {
        String manual = Cli.run("help", "--man").requireExit(ExitCode.OK).out();
        for (String line : manual.lines()
                .filter(text -> text.startsWith(".") || text.startsWith("'"))
                .toList()) {
            assertTrue(REQUEST.matcher(line).matches(), line);
        }
        assertTrue(manual.contains("\n  ./isequencer"), "examples are shown as they are typed");
    }

    @Test
    void aShellCompletesCommandsAndOptions() throws IOException, InterruptedException {
        Path script = Files.writeString(
                temp.resolve("completion"),
                Cli.run("completion").requireExit(ExitCode.OK).out());
        assertEquals("simulate", completed(script, "isequencer", "sim"));
        assertEquals("check", completed(script, "isequencer", "oracle", "ch"));
        assertTrue(completed(script, "isequencer", "oracle", "check", "--lev").endsWith("--level"), "an option");
    }

    private static String completed(Path script, String... words) throws IOException, InterruptedException {
        String line = String.join(" ", words);
        String program = ". " + script + "; COMP_WORDS=(" + line + "); COMP_CWORD=" + (words.length - 1)
                + "; COMP_LINE='" + line + "'; _complete_isequencer; echo ${COMPREPLY[@]}";
        Process bash = new ProcessBuilder("bash", "-c", program)
                .redirectErrorStream(true)
                .start();
        bash.getOutputStream().close();
        String output = bash.inputReader(StandardCharsets.UTF_8).lines().collect(Collectors.joining("\n"));
        assertTrue(bash.waitFor(5, TimeUnit.MINUTES), "it ends");
        return output;
    }
}
