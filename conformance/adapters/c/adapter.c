/* The adapter: what the oracle asks (conformance/PROTOCOL.md) becomes calls of the sequencer. A crash is left to the
 * oracle, which ends the process. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "oracle_storage.h"
#include "wire.h"

static const char HELLO[] = ",\"name\":\"c\",\"version\":\"1.0\",\"language\":\"C\",\"protocol\":1,"
                            "\"capabilities\":[\"use\",\"writeAhead\"]";

static sequencer *_Atomic current; /* NULL before the first open */

static status open_sequencer(const json *r) {
    const json *limits = json_get(r, "limits"), *kinds = json_get(r, "seqTypes");
    uint64_t owner, ws_kind, seq_id, initial;
    seq_limits l;
    seq_type *types = NULL;
    size_t count = 0;
    if (!json_uint(json_get(r, "owner"), UINT64_MAX, &owner) ||
        !json_uint(json_get(limits, "maxUnflushedValues"), INT32_MAX, &l.max_unflushed_values) ||
        !json_uint(json_get(limits, "cacheSize"), INT32_MAX, &l.cache_size) ||
        !json_uint(json_get(limits, "retryDelayMs"), INT32_MAX, &l.retry_delay_ms) ||
        !json_uint(json_get(limits, "closeTimeoutMs"), INT32_MAX, &l.close_timeout_ms) ||
        l.max_unflushed_values == 0 || kinds == NULL) { /* with room for no key nothing is ever scanned (R16) */
        return MALFORMED;
    }
    for (const json *kind = kinds->child; kind != NULL; kind = kind->next) {
        const json *seqs = json_get(kind, "seqs");
        for (const json *seq = seqs == NULL ? NULL : seqs->child; seq != NULL; seq = seq->next) {
            if (!json_uint(json_get(kind, "wsKind"), UINT16_MAX, &ws_kind) ||
                !json_uint(json_get(seq, "seqId"), UINT16_MAX, &seq_id) ||
                !json_decimal(json_get(seq, "initial"), &initial) || initial == 0) {
                free(types);
                return MALFORMED;
            }
            types = realloc(types, (count + 1) * sizeof *types);
            types[count++] = (seq_type){(uint16_t)ws_kind, (uint16_t)seq_id, initial};
        }
    }
    current = sequencer_open(types, count, l, oracle_storage(owner));
    return OK;
}

static void *opened(void) { return current; }

static void answer(void *s, uint64_t id, const char *op, const json *r) {
    uint64_t ws_kind, ws_id, seq_id, number = 0, plog_offset = 0;
    bool raised = false, has_seq = json_uint(json_get(r, "seqId"), UINT16_MAX, &seq_id);
    bool has_ws = json_uint(json_get(r, "wsKind"), UINT16_MAX, &ws_kind) && json_decimal(json_get(r, "wsId"), &ws_id);
    bool has_number = json_decimal(json_get(r, "number"), &number);
    char fields[200] = "";
    status result = OK;
#define IS(name) (strcmp(op, name) == 0)
#define REPLY(...) snprintf(fields, sizeof fields, __VA_ARGS__)
    if (IS("hello")) {
        REPLY("%s", HELLO);
    } else if (IS("open")) {
        result = open_sequencer(r);
    } else if (IS("start")) {
        result = has_ws ? sequencer_start(s, ws_kind, ws_id, &plog_offset) : MALFORMED;
        REPLY(",\"plogOffset\":\"%" PRIu64 "\"", plog_offset);
    } else if (IS("next")) {
        result = has_seq ? sequencer_next(s, seq_id, &number) : MALFORMED;
        REPLY(",\"number\":\"%" PRIu64 "\"", number);
    } else if (IS("use")) {
        result = has_seq && has_number ? sequencer_use(s, seq_id, number, &raised) : MALFORMED;
        REPLY(",\"raised\":%s", raised ? "true" : "false");
    } else if (IS("flush")) {
        result = sequencer_flush(s);
    } else if (IS("actualize")) {
        result = sequencer_actualize(s);
    } else if (IS("quiesce")) {
        sequencer_wait_until_idle(s);
        REPLY(",\"idle\":true");
    } else if (IS("close")) {
        sequencer_close(s);
    } else if (!IS("bye")) {
        result = NOT_SUPPORTED;
    }
    if (result == BUSY_ACTUALIZING || result == BUSY_BACK_PRESSURE) {
        REPLY(",\"busy\":\"%s\"", result == BUSY_ACTUALIZING ? "actualizing" : "backPressure");
    } else if (result != OK) {
        REPLY(",\"error\":{\"code\":%d,\"definite\":true,\"text\":\"refused\"}", result);
    }
    wire_reply(id, "%s", fields);
    if (IS("bye")) {
        exit(0);
    }
}

int main(void) {
    wire_run(opened, answer);
    return 0;
}
