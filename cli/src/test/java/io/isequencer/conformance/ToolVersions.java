package io.isequencer.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the compilers and interpreters of the bundled adapters call themselves. */
final class ToolVersions {
    private static final Map<String, String> COMMANDS = Map.of(
            "python", "python3 --version",
            "go", "go version | cut -d' ' -f1-3",
            "rust", "rustc --version | cut -d' ' -f1-2",
            "node", "echo Node.js $(node --version)",
            "c", "gcc --version | head -n 1",
            "perl", "perl -e 'printf \"Perl %vd\", $^V'",
            "tcl", "echo 'puts \"Tcl $tcl_patchLevel\"' | tclsh");

    private ToolVersions() {}

    /** Of an adapter of {@code adapters.json}. */
    static String of(String adapter) throws IOException, InterruptedException {
        String command = COMMANDS.get(adapter);
        Process process = new ProcessBuilder("sh", "-c", command).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0 || text.isEmpty()) {
            throw new IOException("a tool must tell its version: command=" + command);
        }
        return text;
    }
}
