/**
 * The command {@code defects}: the kill matrix, planted defects against the project's checks.
 *
 * <p>Depends on the simulation, and on the commands whose checks are its columns.
 */
package io.isequencer.cli.defects;
