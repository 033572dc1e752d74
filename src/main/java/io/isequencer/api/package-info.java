/**
 * What a user of the sequencer sees: {@link io.isequencer.api.Sequencer}, its parameters, value types and exceptions.
 *
 * <p>Depends on nothing else of this project.
 */
@NullMarked
package io.isequencer.api;

import org.jspecify.annotations.NullMarked;
