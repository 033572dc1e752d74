/** The command {@code prove}: the proof of the protocol's safety, for any size. */
package io.isequencer.cli.prove;
