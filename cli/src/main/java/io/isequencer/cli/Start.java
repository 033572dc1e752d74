package io.isequencer.cli;

/**
 * Where the process begins. Knows no library, so that it can still say that one is missing: a JVM whose main class cannot
 * be loaded ends with 1, which here says that a property was violated.
 *
 * <ul>
 *   <li><i>Errors:</i> none: all end in an {@link ExitCode}.
 * </ul>
 */
public final class Start {
    private Start() {}

    public static void main(String[] args) {
        try {
            Main.main(args);
        } catch (LinkageError damaged) {
            end("the installation must be whole, build it again: missing or damaged=" + damaged.getMessage());
        } catch (Throwable failure) {
            end("internal error: " + failure);
        }
    }

    private static void end(String message) {
        System.err.println("isequencer: " + message);
        System.exit(ExitCode.INTERNAL.code());
    }
}
