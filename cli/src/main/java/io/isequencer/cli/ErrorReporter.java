package io.isequencer.cli;

import io.isequencer.api.StorageException;
import io.isequencer.laboratory.CheckFailedException;
import io.isequencer.storage.directory.MissingFileException;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns what went wrong into one line on stderr and an exit code. Stack traces only on demand. */
final class ErrorReporter implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final Terminal terminal;
    private final BooleanSupplier debug;

    ErrorReporter(Terminal terminal, BooleanSupplier debug) {
        this.terminal = terminal;
        this.debug = debug;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        String name = failure.getCommandLine().getCommandSpec().qualifiedName();
        String problem = WrongArgument.in(failure, args).orElseGet(() -> firstLine(failure));
        terminal.tell(problem + " (try: ./" + name + " --help)");
        return ExitCode.USAGE.code();
    }

    /** Help is written by picocli, which takes an exception from there for an error of its own, and prints its trace. */
    int guard(ParseResult parsed, IntSupplier run) {
        try {
            ParameterException unknown = WrongArgument.helpOfNoCommand(parsed);
            return unknown == null
                    ? run.getAsInt()
                    : handleParseException(unknown, parsed.originalArgs().toArray(String[]::new));
        } catch (CliException failure) {
            return report(failure);
        }
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine commandLine, ParseResult parsed) {
        return report(failure);
    }

    int report(Throwable failure) {
        ExitCode exitCode = exitCode(failure);
        if (exitCode != ExitCode.OUTPUT_CLOSED) {
            terminal.tell(
                    exitCode == ExitCode.INTERNAL
                            ? "internal error: " + failure.getClass().getSimpleName() + ": " + firstLine(failure)
                            : firstLine(failure));
        }
        if (exitCode != ExitCode.USAGE && debug.getAsBoolean()) {
            failure.printStackTrace(terminal.err());
        }
        return exitCode.code();
    }

    private static ExitCode exitCode(Throwable failure) {
        if (failure instanceof CliException cliFailure) {
            return cliFailure.exitCode();
        }
        if (failure instanceof MissingFileException) {
            return ExitCode.MISSING_FILE;
        }
        if (failure instanceof CheckFailedException check) {
            return exitCode(check.kind());
        }
        // The log or the numbers refused: another process has them, a record is damaged, the disk is full.
        return failure instanceof StorageException ? ExitCode.BAD_DATA : ExitCode.INTERNAL;
    }

    private static ExitCode exitCode(CheckFailedException.Kind kind) {
        return switch (kind) {
            case UNKNOWN_NAME -> ExitCode.USAGE;
            case BAD_DATA -> ExitCode.BAD_DATA;
            case MISSING_FILE -> ExitCode.MISSING_FILE;
            case VACUOUS -> ExitCode.VACUOUS;
            case INTERNAL -> ExitCode.INTERNAL;
        };
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no message");
    }
}
