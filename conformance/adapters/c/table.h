/* Numbers by key, in a hash table whose entries also stand in a list: those that were used last come first. */
#ifndef TABLE_H
#define TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint64_t ws_id;
    uint16_t seq_id;
} seq_key;

typedef struct {
    seq_key key;
    uint64_t number;
} seq_value;

typedef struct entry entry;

typedef struct {
    size_t size;
    size_t bucket_count;
    entry **buckets;
    entry *newest, *oldest;
} table;

void table_init(table *t);
void table_clear(table *t);

/* 0 if there is none. Makes it the newest. */
uint64_t table_get(table *t, seq_key key);
void table_put(table *t, seq_key key, uint64_t number);
void table_remove(table *t, seq_key key);
void table_remove_oldest(table *t);

/* Copies all; there must be room for t->size. */
void table_copy(const table *t, seq_value *values);

#endif
