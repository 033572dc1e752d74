package io.isequencer.cli;

/**
 * How a command ends. Each code has one meaning, in all commands.
 *
 * <ul>
 *   <li><i>Source:</i> 64 to 70 as in BSD's sysexits.h; from 128 on the shell's 128 + signal.
 * </ul>
 */
public enum ExitCode {
    OK(0, "all done or checked, nothing wrong, nothing vacuous"),
    VIOLATION(1, "a checked property was violated"),
    UNKNOWN(2, "no verdict: the budget ran out first"),
    LIVENESS(3, "a liveness bound was exceeded"),
    NOT_DETERMINISTIC(4, "two runs of the same seed differ"),
    ADAPTER(5, "the adapter broke the protocol or died"),
    VACUOUS(6, "vacuous: nothing matched, or a fault or coverage mark was never reached"),
    DEFECT_SURVIVED(7, "a planted defect survived"),
    TORN(8, "torn: the input ends in the middle of a line; all before it is right"),
    USAGE(64, "the command line is wrong"),
    BAD_DATA(65, "bad data: an input line, a file or the data directory cannot be used"),
    MISSING_FILE(66, "a file or directory is missing or cannot be read"),
    INTERNAL(70, "internal error: a defect of this program (--debug shows where)"),
    HUNG_UP(129, "ended by SIGHUP, as a closed terminal sends it; what was printed is durable"),
    INTERRUPTED(130, "ended by SIGINT; what was printed is durable"),
    OUTPUT_CLOSED(141, "the reader of stdout has gone, as in: | head"),
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
