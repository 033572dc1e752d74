/**
 * What is done to a log while nobody appends to it, or beside who does: verify it, repair it, drop its oldest part, save
 * what is whole of a damaged one.
 *
 * <p>Depends on {@code storage.segment}, which does not know it.
 */
package io.isequencer.storage.segment.maintenance;
