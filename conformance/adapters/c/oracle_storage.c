#define _GNU_SOURCE
#include "oracle_storage.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "wire.h"

/* Whether there was a reply that was no error, and what was read from it. */
static bool done(json *reply, bool read) {
    bool ok = reply != NULL && read;
    json_free(reply);
    return ok;
}

static bool read_number(uint64_t owner, seq_key key, uint64_t *number) {
    json *reply = wire_ask(owner, "readNumbers", ",\"wsId\":\"%" PRIu64 "\",\"seqIds\":[%u]", key.ws_id, key.seq_id);
    const json *numbers = json_get(reply, "numbers");
    return done(reply, numbers != NULL && json_decimal(numbers->child, number));
}

static bool read_checkpoint(uint64_t owner, uint64_t *checkpoint) {
    json *reply = wire_ask(owner, "readNextPLogOffset", "%s", "");
    return done(reply, json_decimal(json_get(reply, "nextPLogOffset"), checkpoint));
}

static bool add_value(page *p, uint64_t plog_offset, seq_value value) {
    p->values = realloc(p->values, (p->count + 1) * sizeof *p->values);
    p->values[p->count++] = (struct logged){plog_offset, value};
    return true;
}

static bool add_event(page *p, const json *event) {
    uint64_t plog_offset = 0, seq_id = 0;
    seq_value value = {0};
    const json *values = json_get(event, "values");
    bool ok = values != NULL && json_decimal(json_get(event, "plogOffset"), &plog_offset) &&
              json_decimal(json_get(event, "wsId"), &value.key.ws_id);
    if (ok && values->child == NULL) {
        return add_value(p, plog_offset, value); /* number 0: an event without numbers */
    }
    for (const json *v = ok ? values->child : NULL; v != NULL && ok; v = v->next) {
        ok = json_uint(json_get(v, "seqId"), UINT16_MAX, &seq_id) && json_decimal(json_get(v, "number"), &value.number);
        value.key.seq_id = (uint16_t)seq_id;
        ok = ok && add_value(p, plog_offset, value);
    }
    return ok;
}

static bool read_plog(uint64_t owner, uint64_t from, page *p) {
    json *reply = wire_ask(owner, "readPLog", ",\"from\":\"%" PRIu64 "\",\"limit\":100", from);
    const json *events = json_get(reply, "events"), *end = json_get(reply, "end");
    bool ok = events != NULL && end != NULL;
    for (const json *event = ok ? events->child : NULL; event != NULL && ok; event = event->next) {
        ok = add_event(p, event);
    }
    p->end = ok && end->type == JSON_TRUE;
    return done(reply, ok);
}

static bool sync_plog(uint64_t owner, uint64_t below) {
    return done(wire_ask(owner, "syncPLog", ",\"below\":\"%" PRIu64 "\"", below), true);
}

static bool write_values(uint64_t owner, const seq_value *values, size_t count) {
    char *list = NULL;
    size_t size = 0;
    FILE *text = open_memstream(&list, &size);
    for (size_t i = 0; i < count; i++) {
        fprintf(text, "%s{\"wsId\":\"%" PRIu64 "\",\"seqId\":%u,\"number\":\"%" PRIu64 "\"}", i == 0 ? "" : ",",
                values[i].key.ws_id, values[i].key.seq_id, values[i].number);
    }
    fclose(text);
    json *reply = wire_ask(owner, "writeValues", ",\"values\":[%s]", list);
    free(list);
    return done(reply, true);
}

static bool write_checkpoint(uint64_t owner, uint64_t checkpoint) {
    return done(wire_ask(owner, "writeNextPLogOffset", ",\"nextPLogOffset\":\"%" PRIu64 "\"", checkpoint), true);
}

seq_storage oracle_storage(uint64_t owner) {
    return (seq_storage){owner,     read_number,  read_checkpoint,  read_plog,
                         sync_plog, write_values, write_checkpoint};
}
