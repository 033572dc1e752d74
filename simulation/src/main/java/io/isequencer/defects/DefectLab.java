package io.isequencer.defects;

import io.isequencer.laboratory.ProjectHome;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles a defect apart and runs the simulation with it, in a class loader of its own.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link IllegalStateException} if the defective source does not compile or there is no compiler.
 * </ul>
 */
public final class DefectLab {
    private final Path home;
    private final Path work;
    private final Map<Defect, Path> compiled = new HashMap<>();

    /** One for all defects: to look into each jar of the class path takes longer than to compile a class. */
    private StandardJavaFileManager files;

    /**
     * @param home the project's root
     * @param work where compiled variants go
     */
    public DefectLab(Path home, Path work) {
        this.home = home;
        this.work = work;
    }

    /**
     * Looks for the defect with seeds from 1 on.
     *
     * @return what was found, or a report without a seed
     */
    public DefectReport detect(Defect defect, int seeds, int movesPerSeed) {
        return DefectReport.of(defect, inside(defect, loader -> (String[]) loader.loadClass(DefectProbe.class.getName())
                .getMethod("detect", int.class, int.class)
                .invoke(null, seeds, movesPerSeed)));
    }

    /** Explores the core with the defect; returns as {@link ExploreProbe#explore} does. */
    public String[] explore(Defect defect, Path cfg, Path graph, int maxStates) {
        return inside(defect, loader -> (String[]) loader.loadClass(ExploreProbe.class.getName())
                .getMethod("explore", String.class, String.class, int.class)
                .invoke(null, cfg.toString(), graph.toString(), maxStates));
    }

    /** Likewise, compared with the relation that is proved. */
    public String[] exploreRelation(Defect defect, Path cfg, int maxStates) {
        return inside(defect, loader -> (String[]) loader.loadClass(ExploreProbe.class.getName())
                .getMethod("exploreRelation", String.class, int.class)
                .invoke(null, cfg.toString(), maxStates));
    }

    /**
     * What a check saw that ran beside a load.
     *
     * @param misfit why a step did not fit, line by line; empty if all did
     * @param changeRan whether the load came to what the defect has changed
     * @param ended whether the load came to its end
     */
    public record Watched(String misfit, boolean changeRan, boolean ended) {}

    /** Runs threads under load with the defect, each step judged by the proved relation. */
    public Watched watch(Defect defect) {
        String[] seen = inside(defect, this::compileMarked, loader -> (String[])
                loader.loadClass(LiveProbe.class.getName()).getMethod("watch").invoke(null));
        return new Watched(seen[0], Boolean.parseBoolean(seen[1]), Boolean.parseBoolean(seen[2]));
    }

    /** Calls what a class loader makes of the program when one of its classes has the defect. */
    public <T> T inside(Defect defect, InsideCall<T> call) {
        return inside(defect, this::compile, call);
    }

    private <T> T inside(Defect defect, DefectCompiler compiler, InsideCall<T> call) {
        try (URLClassLoader loader = loader(defect.id(), compiler.compile(defect))) {
            return call.in(loader);
        } catch (IOException | ReflectiveOperationException failure) {
            Throwable cause = failure instanceof InvocationTargetException wrapped ? wrapped.getCause() : failure;
            throw new IllegalStateException("defect must be runnable: defect=" + defect.id(), cause);
        }
    }

    /** Compiles the source file with the defect; returns where its classes are, to be put first on a class path. */
    public Path compile(Defect defect) throws IOException {
        Path known = compiled.get(defect);
        return known != null ? known : compileAnew(defect);
    }

    private Path compileAnew(Defect defect) throws IOException {
        // A defect has one id in the drivers of the simulation and of the exploration, and two changes.
        int change = (defect.file() + defect.changes()).hashCode();
        Path directory = work.resolve(defect.id() + "-" + Integer.toHexString(change));
        Path classes = compile(defect, defect.plant(this::read), directory);
        compiled.put(defect, classes);
        return classes;
    }

    /** Likewise, with {@link ChangedCode} told of each changed statement that runs. */
    private Path compileMarked(Defect defect) throws IOException {
        ChangeMarker marker = new ChangeMarker(compiler(), defect.changes());
        Map<String, String> sources = defect.plant(this::read);
        sources.replaceAll((file, planted) -> marker.mark(read(file), planted));
        return compile(defect, sources, work.resolve(defect.id() + "-marked"));
    }

    private static JavaCompiler compiler() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("java must be a JDK, not a JRE: compiler=none");
        }
        return compiler;
    }

    private Path compile(Defect defect, Map<String, String> sources, Path directory) throws IOException {
        List<Path> planted = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = directory.resolve("src").resolve(source.getKey());
            Files.createDirectories(file.getParent());
            planted.add(Files.writeString(file, source.getValue()));
        }
        Path classes = Files.createDirectories(directory.resolve("classes"));
        JavaCompiler compiler = compiler();
        if (files == null) {
            files = compiler.getStandardFileManager(null, null, null);
        }
        StringWriter messages = new StringWriter();
        List<String> options =
                List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
        var units = files.getJavaFileObjectsFromPaths(planted);
        if (!compiler.getTask(messages, files, null, options, null, units).call()) {
            throw new IllegalStateException("defect must compile: defect=" + defect.id() + "\n" + messages);
        }
        return classes;
    }

    private String read(String file) {
        for (Path root : ProjectHome.sourceRoots(home)) {
            Path source = root.resolve(file);
            if (Files.exists(source)) {
                try {
                    return Files.readString(source);
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            }
        }
        throw new IllegalArgumentException("defect's file must exist: file=" + file);
    }

    /** The name of the class loader in which the program has the defect. */
    public static String loaderName(String id) {
        return "defect " + id;
    }

    /** Where a defect's classes are. */
    private interface DefectCompiler {
        Path compile(Defect defect) throws IOException;
    }

    /** A call into another class loader: by reflection, and with the JDK's own types alone. */
    public interface InsideCall<T> {
        T in(ClassLoader loader) throws ReflectiveOperationException;
    }

    /** Knows the defective classes first, then all others anew: nothing is shared with this class's own loader. */
    private static URLClassLoader loader(String id, Path classes) throws IOException {
        List<URL> urls = new ArrayList<>();
        urls.add(classes.toUri().toURL());
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return new URLClassLoader(loaderName(id), urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }
}
