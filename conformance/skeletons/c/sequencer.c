/* Your sequencer goes here: the one file to fill in, the others do the rest. sequencer.h says what each function is given.
 *
 * Write the functions in the order in which they stand, and run the oracle after each. The rules R1 ... R18 are explained
 * in docs/protocol.md, and by ./isequencer explain R3. */
#include "sequencer.h"

#include <stdio.h>
#include <stdlib.h>

struct sequencer {
    seq_type *types;
    size_t type_count;
    seq_limits limits;
    seq_storage storage;
};

/* The oracle shows what is written to standard error. */
static status must_be_written(const char *what) {
    fprintf(stderr, "sequencer.c: %s must be written\n", what);
    return NOT_SUPPORTED;
}

/* Creates a sequencer. To be written: it begins its recovery, in a thread (R14). */
sequencer *sequencer_open(seq_type *types, size_t type_count, seq_limits limits, seq_storage storage) {
    sequencer *s = malloc(sizeof *s);
    *s = (sequencer){types, type_count, limits, storage};
    return s;
}

/* Begins a transaction and tells the offset of its event (R3). Busy while it recovers. */
status sequencer_start(sequencer *s, uint64_t ws_kind, uint64_t ws_id, uint64_t *plog_offset) {
    (void)s, (void)ws_kind, (void)ws_id, (void)plog_offset;
    return must_be_written("sequencer_open and sequencer_start");
}

/* The next number of a sequence (R6). */
status sequencer_next(sequencer *s, uint64_t seq_id, uint64_t *number) {
    (void)s, (void)seq_id, (void)number;
    return must_be_written("sequencer_next");
}

/* The event is in the log: its numbers are to be written, in the background (R4, R5). */
status sequencer_flush(sequencer *s) {
    (void)s;
    return must_be_written("sequencer_flush");
}

/* Returns when recovery has finished and everything flushed is written. */
void sequencer_wait_until_idle(sequencer *s) { (void)s; }

/* The event is not in the log, or nobody knows: forgets, and recovers again (R11). */
status sequencer_actualize(sequencer *s) {
    (void)s;
    return must_be_written("sequencer_actualize");
}

/* Tells of a number that the event brings along; whether it was above the last-used one (R18). */
status sequencer_use(sequencer *s, uint64_t seq_id, uint64_t number, bool *raised) {
    (void)s, (void)seq_id, (void)number, (void)raised;
    return must_be_written("sequencer_use");
}

/* Tries once to write what is pending; returns after close_timeout_ms at the latest (R15). */
void sequencer_close(sequencer *s) { (void)s; }
