/**
 * Numbers and checkpoint in a file of H2's MVStore.
 *
 * <p>Needs {@code com.h2database:h2-mvstore}, which this artifact does not bring.
 */
package io.isequencer.storage.mvstore;
