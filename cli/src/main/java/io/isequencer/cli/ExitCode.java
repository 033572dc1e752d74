package io.isequencer.cli;

/**
 * How a command ends. Each code has one meaning, in all commands.
 *
 * <ul>
 *   <li><i>Source:</i> 64 to 70 as in BSD's sysexits.h; from 128 on the shell's 128 + signal.
 * </ul>
 */
public enum ExitCode {
    /** Success. */
    OK(0, "all done or checked, nothing wrong, nothing vacuous"),
    /** A check failed. */
    VIOLATION(1, "a checked property was violated"),
    /** Out of time. */
    UNKNOWN(2, "no verdict: the budget ran out first"),
    /** Too slow to be alive. */
    LIVENESS(3, "a liveness bound was exceeded"),
    /** Two runs differ. */
    NOT_DETERMINISTIC(4, "two runs of the same seed differ"),
    /** A foreign implementation misbehaved. */
    ADAPTER(5, "the adapter broke the protocol or died"),
    /** Nothing was checked. */
    VACUOUS(6, "vacuous: nothing matched, or a fault or coverage mark was never reached"),
    /** A check is blind. */
    DEFECT_SURVIVED(7, "a planted defect survived"),
    /** Right as far as it goes. */
    TORN(8, "torn: the input ends in the middle of a line; all before it is right"),
    /** The command line is wrong. */
    USAGE(64, "the command line is wrong"),
    /** The input or the data directory is wrong. */
    BAD_DATA(65, "bad data: an input line, a file or the data directory cannot be used"),
    /** A file is missing. */
    MISSING_FILE(66, "a file or directory is missing or cannot be read"),
    /** Our fault. */
    INTERNAL(70, "internal error: a defect of this program (--debug shows where)"),
    /** The terminal was closed. */
    HUNG_UP(129, "ended by SIGHUP, as a closed terminal sends it; what was printed is durable"),
    /** Ctrl-C. */
    INTERRUPTED(130, "ended by SIGINT; what was printed is durable"),
    /** As in {@code | head}. */
    OUTPUT_CLOSED(141, "the reader of stdout has gone, as in: | head"),
    /** kill. */
    TERMINATED(143, "ended by SIGTERM; what was printed is durable");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    /** One line, in words. */
    public String meaning() {
        return meaning;
    }
}
