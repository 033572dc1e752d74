#include "table.h"

#include <stdlib.h>

struct entry {
    seq_value value;
    entry *next_in_bucket;
    entry *newer, *older;
};

void table_init(table *t) {
    *t = (table){.bucket_count = 64};
    t->buckets = calloc(t->bucket_count, sizeof *t->buckets);
}

static entry **bucket(table *t, seq_key key) {
    uint64_t hash = (key.ws_id * 31 + key.seq_id) * 0x9E3779B97F4A7C15u;
    return &t->buckets[(hash >> 32) % t->bucket_count];
}

/* Where the pointer to the entry stands, or would stand. */
static entry **find(table *t, seq_key key) {
    entry **at = bucket(t, key);
    while (*at != NULL && ((*at)->value.key.ws_id != key.ws_id || (*at)->value.key.seq_id != key.seq_id)) {
        at = &(*at)->next_in_bucket;
    }
    return at;
}

static void unlink_entry(table *t, entry *e) {
    *(e->newer == NULL ? &t->newest : &e->newer->older) = e->older;
    *(e->older == NULL ? &t->oldest : &e->older->newer) = e->newer;
}

static void link_newest(table *t, entry *e) {
    e->newer = NULL;
    e->older = t->newest;
    *(t->newest == NULL ? &t->oldest : &t->newest->newer) = e;
    t->newest = e;
}

static void grow(table *t) {
    t->bucket_count *= 2;
    free(t->buckets);
    t->buckets = calloc(t->bucket_count, sizeof *t->buckets);
    for (entry *e = t->newest; e != NULL; e = e->older) {
        entry **at = bucket(t, e->value.key);
        e->next_in_bucket = *at;
        *at = e;
    }
}

uint64_t table_get(table *t, seq_key key) {
    entry *e = *find(t, key);
    if (e == NULL) {
        return 0;
    }
    unlink_entry(t, e);
    link_newest(t, e);
    return e->value.number;
}

void table_put(table *t, seq_key key, uint64_t number) {
    entry **at = find(t, key);
    entry *e = *at;
    if (e == NULL) {
        e = *at = calloc(1, sizeof *e);
        e->value.key = key;
        t->size++;
    } else {
        unlink_entry(t, e);
    }
    e->value.number = number;
    link_newest(t, e);
    if (t->size > t->bucket_count) {
        grow(t);
    }
}

void table_remove(table *t, seq_key key) {
    entry **at = find(t, key), *e = *at;
    if (e != NULL) {
        *at = e->next_in_bucket;
        unlink_entry(t, e);
        free(e);
        t->size--;
    }
}

void table_remove_oldest(table *t) {
    table_remove(t, t->oldest->value.key);
}

void table_clear(table *t) {
    while (t->size > 0) {
        table_remove_oldest(t);
    }
}

void table_copy(const table *t, seq_value *values) {
    for (const entry *e = t->newest; e != NULL; e = e->older) {
        *values++ = e->value;
    }
}
