/**
 * The command {@code model}: runs the specification's configurations, those that must fail included, and compares the
 * outcome with what each configuration's header says.
 *
 * <p>Depends on {@code cli.tlc}, and on {@code cli} for terminal and exit codes.
 */
package io.isequencer.cli.model;
