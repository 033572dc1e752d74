/**
 * The command line: one class per command, registered in {@link io.isequencer.cli.Main}.
 *
 * <p>Machine output goes to stdout, all else to stderr. A command that cannot go on throws {@link
 * io.isequencer.cli.CliException}; what {@link io.isequencer.cli.ExitCode} it carries ends the process.
 */
package io.isequencer.cli;
