/* The sequencer of one partition. The rules R1 ... R18 are explained in docs/protocol.md. */
#ifndef SEQUENCER_H
#define SEQUENCER_H

#include "table.h"

#define MAX_NUMBER INT64_MAX
#define MAX_PLOG_OFFSET (MAX_NUMBER - 1) /* so that the checkpoint behind the last event still is an offset */

/* Why a call was refused; it has changed nothing. The figures are the protocol's codes. */
typedef enum {
    OK = 0,
    BUSY_ACTUALIZING = 1,
    BUSY_BACK_PRESSURE = 2,
    NOT_SUPPORTED = 10,
    UNAVAILABLE = 11,
    MALFORMED = 12,
    UNKNOWN_SEQUENCE = 1000,
    ALREADY_STARTED = 1001,
    NOT_STARTED = 1002,
    ACTUALIZING = 1003,
    EXHAUSTED = 1004,
    UNKNOWN_WS_KIND = 1005,
    CLOSED = 1006
} status;

typedef struct {
    uint16_t ws_kind;
    uint16_t seq_id;
    uint64_t initial;
} seq_type;

typedef struct {
    uint64_t max_unflushed_values, cache_size, retry_delay_ms, close_timeout_ms;
} seq_limits;

/* The values of some events, in order. An event without numbers has one value with number 0. */
typedef struct {
    struct logged {
        uint64_t plog_offset;
        seq_value value;
    } * values;
    size_t count;
    bool end; /* the last event of the log is among them */
} page;

/* The database and the log. Each call returns false if it failed, or if its outcome is unknown. */
typedef struct {
    uint64_t owner;
    bool (*read_number)(uint64_t owner, seq_key key, uint64_t *number);
    bool (*read_checkpoint)(uint64_t owner, uint64_t *checkpoint);
    bool (*read_plog)(uint64_t owner, uint64_t from, page *page); /* page->values is freed by the caller */
    bool (*sync_plog)(uint64_t owner, uint64_t below);
    bool (*write_values)(uint64_t owner, const seq_value *values, size_t count);
    bool (*write_checkpoint)(uint64_t owner, uint64_t checkpoint);
} seq_storage;

typedef struct sequencer sequencer;

/* Creates a sequencer and begins its recovery. It takes over the types. It is never freed: a call of its storage may
 * hang forever, and a thread with it. */
sequencer *sequencer_open(seq_type *types, size_t type_count, seq_limits limits, seq_storage storage);

/* One client calls these. A sequencer that is NULL is closed. */
status sequencer_start(sequencer *s, uint64_t ws_kind, uint64_t ws_id, uint64_t *plog_offset);
status sequencer_next(sequencer *s, uint64_t seq_id, uint64_t *number);
status sequencer_use(sequencer *s, uint64_t seq_id, uint64_t number, bool *raised);
status sequencer_flush(sequencer *s);
status sequencer_actualize(sequencer *s);
void sequencer_wait_until_idle(sequencer *s);
void sequencer_close(sequencer *s);

#endif
