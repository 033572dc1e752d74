/**
 * Where cases come from: files of them, paths of the model that are kept, random schedules. {@link
 * io.isequencer.oracle.catalogue.Script} writes each of them down step by step, and works out what must be answered.
 */
package io.isequencer.oracle.catalogue;
