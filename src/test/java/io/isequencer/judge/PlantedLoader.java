package io.isequencer.judge;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Knows the project's own classes anew, the defective ones first, and leaves all libraries to its parent.
 *
 * <p>Not for Lincheck, which knows one class of a name: see {@link PlantedJvm}.
 */
public final class PlantedLoader extends URLClassLoader {
    private static final String OURS = "io.isequencer.";

    /** @param classes where the defective classes are */
    public PlantedLoader(Path classes) {
        super(urls(classes), PlantedLoader.class.getClassLoader());
    }

    /** Runs a test inside of this loader; see {@link TestProbe#run}. */
    public String[] run(String test) {
        try {
            return (String[]) loadClass(TestProbe.class.getName())
                    .getMethod("run", String.class)
                    .invoke(null, test);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("test must be runnable: test=" + test, e.getCause());
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known != null ? known : findClass(name);
        }
    }

    private static URL[] urls(Path classes) {
        List<URL> urls = new ArrayList<>();
        try {
            urls.add(classes.toUri().toURL());
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("class path must be a list of files", e);
        }
        return urls.toArray(URL[]::new);
    }
}
