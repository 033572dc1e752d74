package io.isequencer.cli.oracle;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.KnownNames;
import io.isequencer.cli.Terminal;
import io.isequencer.cli.Text;
import io.isequencer.cli.output.ForceOption;
import io.isequencer.cli.output.OutputDirectory;
import io.isequencer.oracle.skeleton.Skeleton;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command {@code oracle init}: an adapter to begin with.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException} with {@link ExitCode#USAGE} for a language that there is no adapter in, and as
 *       {@link OutputDirectory}.
 * </ul>
 */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        header = "Writes an adapter in your language, with one file to fill in.",
        description = {
            "",
            "The adapter runs at once, and the first failure names what must be written first. What is in the other "
                    + "files is the bundled adapter of that language.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./isequencer oracle init python",
            "  ./isequencer oracle init go --out my-adapter",
            "  ./isequencer oracle init python --example --out example"
        })
public final class InitCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "LANGUAGE", description = "python, go, rust, node, c or java.")
    private String language;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write here; the directory is created if it is missing. Default: adapter-LANGUAGE.")
    private Path out;

    @Option(
            names = "--example",
            description = "With the bundled sequencer of that language in place of the file to fill in: it passes.")
    private boolean example;

    @Mixin
    private ForceOption force = new ForceOption();

    public InitCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Skeleton skeleton = Skeleton.of(language)
                .orElseThrow(() -> new CliException(
                        ExitCode.USAGE,
                        "language must be one of " + names(Skeleton.all()) + ": language=" + Text.shown(language)
                                + KnownNames.hint(
                                        language,
                                        Skeleton.all().stream()
                                                .map(Skeleton::id)
                                                .toList())));
        if (example && skeleton.example().isEmpty()) {
            List<Skeleton> others = Skeleton.all().stream()
                    .filter(one -> !one.example().isEmpty())
                    .toList();
            throw new CliException(
                    ExitCode.USAGE, "--example must come with " + names(others) + ": language=" + language);
        }
        Path target = out == null ? Path.of("adapter-" + language) : out;
        OutputDirectory directory = new OutputDirectory("out", target, force.given());
        directory.check();
        Map<String, String> files = example ? skeleton.exampleFiles() : skeleton.files();
        files.forEach((name, text) -> directory.file(name).write(text));
        terminal.print("OK  wrote " + files.size() + " files: " + target);
        next(skeleton, target).forEach(terminal::print);
        return ExitCode.OK.code();
    }

    private List<String> next(Skeleton skeleton, Path target) {
        List<String> lines = new ArrayList<>();
        if (!example) {
            lines.add("fill in:   " + target.resolve(skeleton.fill()));
            lines.add("protocol:  ./isequencer explain adapter-protocol");
        }
        lines.add("needs:     " + skeleton.needs());
        String enter = "cd '" + target + "' && ";
        if (!skeleton.build().isEmpty()) {
            lines.add("build it:  (" + enter + skeleton.build() + ")");
        }
        String options = example ? "" : "--repeat 1 --until-failure ";
        lines.add("judge it:  ./isequencer oracle check " + options + "-- sh -c \"" + enter + "exec " + skeleton.run()
                + "\"");
        return lines;
    }

    private static String names(List<Skeleton> skeletons) {
        return skeletons.stream().map(Skeleton::id).collect(Collectors.joining(", "));
    }
}
