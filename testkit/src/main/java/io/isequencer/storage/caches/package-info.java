/** Caches for tests: one that forgets when it likes, and one whose evictions can be foretold. */
package io.isequencer.storage.caches;
