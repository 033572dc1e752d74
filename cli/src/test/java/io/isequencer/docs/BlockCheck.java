package io.isequencer.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.isequencer.testing.ProjectFiles;
import io.isequencer.testing.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Does what a block of a document tells, or sees that another test does. The blocks of a document are done in their
 * order and in one directory, as its reader would.
 *
 * <p>The notes above a block:
 *
 * <ul>
 *   <li>{@code checked by: Test, …}: these tests do it; each of them must name the document.
 *   <li>{@code not run: why}: no test can. Tests that do something like it, and are named, must exist.
 *   <li>{@code only shown: what it is}: there is nothing to run or to compare.
 *   <li>{@code before: commands}: what the reader has done before.
 *   <li>{@code smaller: oracle check --level L0}: the options are added to this command, since all of it takes long.
 *   <li>{@code exits: 1}: the last command ends so.
 *   <li>{@code given: …}: what Java uses, see {@link JavaBlock}.
 *   <li>{@code output of: command}: the block is part of what the command prints; {@code …} stands for anything;
 *       durations and the ids of messages differ, and other messages may come behind each that is shown.
 *   <li>{@code input of: command}: the command reads the block.
 *   <li>{@code schema: file}: each JSON value fits it.
 *   <li>{@code thorough: what it costs}: it is done in a thorough build alone.
 * </ul>
 */
final class BlockCheck {
    private static final Pattern COMMAND =
            Pattern.compile("(?m)^ *(?:\\$ )?(?:(?:\\./)?isequencer [a-z-]|(?:mvn|java|python3) -).*$");
    private static final Pattern TEST = Pattern.compile("\\b[A-Z]\\w+Test\\b");
    private static final Pattern DURATION = Pattern.compile("\\d[\\d,.]* (?:ms|s|min)\\b");

    /** An adapter's threads race for the next one. */
    private static final Pattern MESSAGE_ID = Pattern.compile("(?<=\"(?:id|re)\":)\\d+");

    /** What one of an adapter's threads says comes before or behind what another says, as they happen to run. */
    private static final Pattern MESSAGE = Pattern.compile(" *[<>] \\{.*");

    private static final int SHORTEST_REASON = 20;

    private final Path directory;
    private Shell shell;

    BlockCheck(Path directory) {
        this.directory = directory;
    }

    /** What is wrong with it. */
    Optional<String> problem(FencedBlock block) throws IOException, InterruptedException {
        Map<String, String> notes = block.notes();
        if (block.language().isEmpty()) {
            return Optional.of("a block must name its language");
        }
        if (notes.containsKey("checked by")) {
            return notes.size() == 1 ? elsewhere(block) : Optional.of("what another test checks needs no further note");
        }
        if (notes.containsKey("not run")) {
            return notRun(block);
        }
        if (notes.containsKey("thorough") && !Sample.isAll()) {
            return Optional.empty();
        }
        if (notes.containsKey("output of")) {
            return output(block);
        }
        if (notes.containsKey("input of")) {
            return ended(block, run(block, notes.get("input of"), block.text()));
        }
        return switch (block.language()) {
            case "sh" -> ended(block, run(block, block.text(), ""));
            case "java" ->
                JavaBlock.errors(
                        block.text(), notes.getOrDefault("given", ""), Files.createTempDirectory(directory, "classes"));
            case "json" -> json(block);
            case "python" -> python(block);
            case "text" -> onlyShown(block);
            default -> Optional.of("no test knows what to do with this language: " + block.language());
        };
    }

    private static Optional<String> onlyShown(FencedBlock block) {
        if (COMMAND.matcher(block.text()).find()) {
            return Optional.of("a block with commands must be sh, or say what it is the output of");
        }
        return block.notes().containsKey("only shown")
                ? Optional.empty()
                : Optional.of("text must say what it is: the output of a command, or only shown");
    }

    private static Optional<String> elsewhere(FencedBlock block) {
        String name = block.document().substring(block.document().lastIndexOf('/') + 1);
        for (String test : block.notes().get("checked by").split(", ")) {
            Map<String, String> sources = sources(test);
            if (sources.size() != 1) {
                return Optional.of("test must exist once: test=" + test + ", found=" + sources.keySet());
            }
            if (sources.values().stream().noneMatch(source -> source.contains(name))) {
                return Optional.of("test must read the document: test=" + test);
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> sources(String test) {
        return ProjectFiles.text(file -> file.endsWith("/" + test + ".java") && !file.contains("/main/"));
    }

    private Optional<String> notRun(FencedBlock block) throws IOException, InterruptedException {
        if (block.notes().size() > 1 || block.notes().get("not run").length() < SHORTEST_REASON) {
            return Optional.of("what is not run must say why, and nothing else");
        }
        if (!block.language().equals("sh")) {
            return Optional.of("only commands can be left out");
        }
        for (String test : TEST.matcher(block.notes().get("not run"))
                .results()
                .map(MatchResult::group)
                .toList()) {
            if (sources(test).size() != 1) {
                return Optional.of("test must exist once: test=" + test);
            }
        }
        Shell.Ran parsed = shell().parse(block.text());
        return parsed.exitCode() == 0 ? Optional.empty() : Optional.of(parsed.all());
    }

    private Optional<String> output(FencedBlock block) throws IOException, InterruptedException {
        Shell.Ran ran = run(block, block.notes().get("output of"), "");
        Optional<String> wrongEnd = ended(block, ran);
        if (wrongEnd.isPresent()
                || shown(block.text()).matcher(timeless(ran.all())).find()) {
            return wrongEnd;
        }
        return Optional.of("the output is:\n" + ran.all());
    }

    private static Pattern shown(String text) {
        return Pattern.compile(timeless(text)
                .lines()
                .map(line -> line.strip().equals("…") ? "(?:.*\n)*?" : quoted(line) + "\n" + behind(line))
                .collect(Collectors.joining("", "(?m)^", "")));
    }

    private static String behind(String line) {
        return MESSAGE.matcher(line).matches() ? "(?:" + MESSAGE + "\n)*?" : "";
    }

    private static String quoted(String line) {
        return Pattern.compile("…")
                .splitAsStream(line)
                .map(Pattern::quote)
                .collect(Collectors.joining(".*", "", line.endsWith("…") ? ".*" : ""));
    }

    private static String timeless(String text) {
        return MESSAGE_ID
                .matcher(DURATION.matcher(text).replaceAll("some time"))
                .replaceAll("")
                .replaceAll("(?m) +$", "");
    }

    private Shell.Ran run(FencedBlock block, String script, String input) throws IOException, InterruptedException {
        String before = block.notes().getOrDefault("before", "");
        if (!before.isEmpty()) {
            Shell.Ran prepared = shell().run(before, "");
            if (prepared.exitCode() != 0) {
                throw new IllegalStateException("what is to be done before must succeed: " + prepared.all());
            }
        }
        return shell().run(smaller(script, block.notes().get("smaller")), input);
    }

    private static String smaller(String script, String note) {
        if (note == null) {
            return script;
        }
        int options = note.indexOf(" -");
        String command = "isequencer " + note.substring(0, options);
        if (!script.contains(command + " ") && !script.contains(command + "\n")) {
            throw new IllegalStateException("what is made smaller must be in the block: " + command);
        }
        return script.replaceAll(
                Pattern.quote(command) + "(?=\\s)", Matcher.quoteReplacement(command + note.substring(options)));
    }

    private static Optional<String> ended(FencedBlock block, Shell.Ran ran) {
        int expected = Integer.parseInt(block.notes().getOrDefault("exits", "0"));
        return ran.exitCode() == expected
                ? Optional.empty()
                : Optional.of("the exit code must be " + expected + ": exitCode=" + ran.exitCode() + "\n" + ran.all());
    }

    private static Optional<String> json(FencedBlock block) throws IOException {
        List<JsonNode> values = new ArrayList<>();
        try (MappingIterator<JsonNode> read =
                new ObjectMapper().readerFor(JsonNode.class).readValues(block.text())) {
            read.forEachRemaining(values::add);
        } catch (IOException | RuntimeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        String file = block.notes().get("schema");
        if (values.isEmpty() || file == null) {
            return values.isEmpty() ? Optional.of("JSON must have a value") : Optional.empty();
        }
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(ProjectFiles.read(file));
        String wrong = values.stream()
                .flatMap(value -> schema.validate(value).stream())
                .map(String::valueOf)
                .collect(Collectors.joining("\n"));
        return wrong.isEmpty() ? Optional.empty() : Optional.of(wrong);
    }

    private Optional<String> python(FencedBlock block) throws IOException, InterruptedException {
        Shell.Ran parsed =
                shell().start(List.of("python3", "-c", "import ast, sys; ast.parse(sys.stdin.read())"), block.text());
        return parsed.exitCode() == 0 ? Optional.empty() : Optional.of(parsed.all());
    }

    private Shell shell() throws IOException {
        if (shell == null) {
            shell = new Shell(directory);
        }
        return shell;
    }
}
