/** The command {@code sequence}: events in, numbers out, durably. */
package io.isequencer.cli.sequence;
