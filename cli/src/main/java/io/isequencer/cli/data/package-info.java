/** The commands that look into a data directory: {@code plog} and {@code inspect}. */
package io.isequencer.cli.data;
