package io.isequencer.crash;

import io.isequencer.defects.Defect;
import io.isequencer.testing.ProjectFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Loads the project with a change of its sources: what someone would do by hand to see whether a check notices. All
 * classes of the project are loaded anew; the changed files are compiled in memory.
 */
final class PlantedClasses extends ClassLoader {
    private static final String PROJECT = "io.isequencer.";

    private final Map<String, byte[]> changed;

    private PlantedClasses(Map<String, byte[]> changed) {
        super(PlantedClasses.class.getClassLoader());
        this.changed = changed;
    }

    /** Compiles production classes with the defect in them. */
    static PlantedClasses with(Defect defect) throws IOException {
        return new PlantedClasses(compiled(defect.plant(file -> ProjectFiles.read(ProjectFiles.pathOfSource(file)))));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(PROJECT)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                byte[] bytes = bytes(name);
                loaded = defineClass(name, bytes, 0, bytes.length);
            }
            return loaded;
        }
    }

    private byte[] bytes(String name) throws ClassNotFoundException {
        byte[] planted = changed.get(name);
        if (planted != null) {
            return planted;
        }
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private static Map<String, byte[]> compiled(Map<String, String> sources) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        List<Source> units = new ArrayList<>();
        sources.forEach((file, text) -> units.add(new Source(file, text)));
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        try (InMemory out = new InMemory(compiler.getStandardFileManager(null, null, null))) {
            List<String> options = List.of("-proc:none", "-nowarn", "-classpath", classPath);
            if (!compiler.getTask(null, out, null, options, null, units).call()) {
                throw new AssertionError("planted classes must compile: files=" + sources.keySet());
            }
            Map<String, byte[]> classes = new HashMap<>();
            out.classes.forEach((className, bytes) -> classes.put(className, bytes.toByteArray()));
            return classes;
        }
    }

    /** A source that is in no file. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String file, String text) {
            super(URI.create("text:///" + file), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Keeps what the compiler writes. */
    private static final class InMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();

        InMemory(StandardJavaFileManager delegate) {
            super(delegate);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("bytes:///" + className), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    classes.put(className, bytes);
                    return bytes;
                }
            };
        }
    }
}
