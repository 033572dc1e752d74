/**
 * The commands around the oracle: {@code oracle check}, {@code engine}, {@code serve}, {@code history}, and {@code vectors}.
 *
 * <p>Depends on {@code oracle}, and on {@code cli} for terminal and exit codes.
 */
package io.isequencer.cli.oracle;
