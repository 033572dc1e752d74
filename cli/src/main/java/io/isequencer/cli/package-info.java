/**
 * The program's start, {@link io.isequencer.cli.Main}, which knows all commands, and what each of them uses: the terminal,
 * exit codes, signals, names that a user may give. The commands are in packages of their own.
 *
 * <p>Machine output goes to stdout, all else to stderr. A command that cannot go on throws {@link
 * io.isequencer.cli.CliException}; what {@link io.isequencer.cli.ExitCode} it carries ends the process.
 */
package io.isequencer.cli;
