/**
 * What the oracle owns, storage and log, what must hold in each of their states, and what a call may answer. No I/O, no
 * time.
 */
package io.isequencer.oracle.judge;
