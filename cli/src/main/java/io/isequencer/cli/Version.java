package io.isequencer.cli;

import java.io.IOException;
import java.net.URL;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says: version and commit as the jar's manifest has them, and the JDK. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        Attributes attributes = manifest();
        String version = attributes.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
        String commit = attributes.getValue("Commit");
        String built = version == null ? "isequencer (not packaged)" : "isequencer " + version;
        boolean known = commit != null && !commit.isEmpty() && !commit.equals("unknown");
        return new String[] {
            known ? built + ", commit " + commit : built,
            "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")"
        };
    }

    /** The same, for reports. */
    public static String[] describe() {
        try {
            return new Version().getVersion();
        } catch (IOException unreadable) {
            return new String[] {"isequencer"};
        }
    }

    private static Attributes manifest() throws IOException {
        URL self = Version.class.getResource("Version.class");
        if (self == null || !self.getProtocol().equals("jar")) {
            return new Attributes();
        }
        String jar = self.toString();
        URL manifest = new URL(jar.substring(0, jar.indexOf("!/") + 2) + JarFile.MANIFEST_NAME);
        try (var stream = manifest.openStream()) {
            return new Manifest(stream).getMainAttributes();
        }
    }
}
