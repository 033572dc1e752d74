package io.isequencer.cli.simulate;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.PlantedDefects;
import io.isequencer.cli.Terminal;
import io.isequencer.defects.Defect;
import io.isequencer.defects.DefectLab;
import io.isequencer.laboratory.ProjectHome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * A replay with a planted defect: the same command line once more, in a class loader in which the core has the defect.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException} with {@link ExitCode#USAGE} for a defect that is none.
 * </ul>
 */
final class PlantedReplay {
    private static final String MAIN = "io.isequencer.cli.Main";

    private final Defect defect;
    private final Terminal terminal;

    PlantedReplay(String id, Terminal terminal) {
        defect = PlantedDefects.named(home(), List.of(id)).get(0);
        this.terminal = terminal;
    }

    /** Whether this very class was loaded along with the defect. */
    static boolean isPlanted(String id) {
        return DefectLab.loaderName(id)
                .equals(PlantedReplay.class.getClassLoader().getName());
    }

    /** The capsule that shows the defect. */
    static Path capsule(String id) {
        return home().resolve("simulation/corpus").resolve(id + ".json");
    }

    /** Runs a command line with the defect and returns its exit code. */
    int run(List<String> args) {
        DefectLab lab = new DefectLab(home(), home().resolve("target/defects"));
        return lab.inside(defect, loader -> {
            Class<?> streams = loader.loadClass(Terminal.class.getName());
            Object inside = streams.getConstructor(
                            InputStream.class, OutputStream.class, PrintStream.class, boolean.class, boolean.class)
                    .newInstance(
                            terminal.in(),
                            new Bare(terminal.out()),
                            terminal.err(),
                            terminal.outColor(),
                            terminal.errTerminal());
            return (Integer) loader.loadClass(MAIN)
                    .getMethod("run", streams, String[].class)
                    .invoke(null, inside, args.toArray(String[]::new));
        });
    }

    private static Path home() {
        return ProjectHome.path();
    }

    /** Fails as a stream does: the error of our own class loader means nothing in another one. */
    private static final class Bare extends OutputStream {
        private final OutputStream out;

        Bare(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (CliException failure) {
                if (failure.getCause() instanceof IOException cause) {
                    throw cause;
                }
                throw failure;
            }
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }
}
