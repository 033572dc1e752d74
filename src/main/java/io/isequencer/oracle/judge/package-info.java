/** What the oracle owns, storage and log, and what must hold in each of their states. No I/O, no time. */
package io.isequencer.oracle.judge;
