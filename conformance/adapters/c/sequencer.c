#define _GNU_SOURCE
#include "sequencer.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#define MAX_BATCH_VALUES 500

struct sequencer {
    seq_type *types;
    size_t type_count;
    seq_limits limits;
    seq_storage storage;
    pthread_mutex_t lock; /* guards all that follows */
    pthread_cond_t changed;
    bool in_transaction; /* not "workspace 0": that is a workspace (R16) */
    uint16_t ws_kind;
    uint64_t ws_id;
    table inproc; /* last-used numbers, here as everywhere (R6) */
    table cache;
    table pending;
    uint64_t pending_checkpoint;
    uint64_t next_offset;
    bool actualizing, closed;
    bool flusher_running, flusher_cancelled, signalled, writing;
};

static uint64_t max(uint64_t a, uint64_t b) { return a > b ? a : b; }

static void spawn(sequencer *s, void *(*run)(void *)) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, run, s) != 0) {
        abort();
    }
    pthread_detach(thread);
}

/* Waits for a change, until the deadline. Returns false when that has passed. */
static bool wait_change(sequencer *s, const struct timespec *deadline) {
    if (deadline == NULL) {
        return pthread_cond_wait(&s->changed, &s->lock) == 0;
    }
    return pthread_cond_timedwait(&s->changed, &s->lock, deadline) == 0;
}

static struct timespec in_ms(uint64_t ms) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_sec += (time_t)(ms / 1000);
    t.tv_nsec += (long)(ms % 1000) * 1000000;
    if (t.tv_nsec >= 1000000000) {
        t.tv_sec++;
        t.tv_nsec -= 1000000000;
    }
    return t;
}

static void signal_flusher(sequencer *s) {
    s->signalled = true;
    pthread_cond_broadcast(&s->changed);
}

/* Merges by max, never by plain overwrite (R9). Belongs into one critical section with cover (R5). */
static void publish(sequencer *s, seq_key key, uint64_t number) {
    if (number > table_get(&s->pending, key)) {
        table_put(&s->pending, key, number);
    }
}

/* Moves offset and checkpoint behind an event (R4). */
static void cover(sequencer *s, uint64_t plog_offset) {
    s->next_offset = plog_offset + 1;
    s->pending_checkpoint = plog_offset + 1;
}

/* ---- The flusher. ---- */

/* Values first, then the checkpoint (R7). The log comes before both: what is stored never runs ahead of it. */
static bool write_batch(sequencer *s, const seq_value *batch, size_t count, uint64_t checkpoint) {
    seq_storage *storage = &s->storage;
    if (checkpoint == 0) {
        return true; /* nothing was published since the rebuild: 0 must not be written (R13) */
    }
    if (!storage->sync_plog(storage->owner, checkpoint)) {
        return false;
    }
    for (size_t i = 0; i < count; i += MAX_BATCH_VALUES) {
        size_t piece = count - i < MAX_BATCH_VALUES ? count - i : MAX_BATCH_VALUES;
        if (!storage->write_values(storage->owner, batch + i, piece)) {
            return false;
        }
    }
    return storage->write_checkpoint(storage->owner, checkpoint);
}

/* Needs the lock, and leaves it while it writes. */
static bool flush_pending(sequencer *s) {
    size_t count = s->pending.size;
    seq_value *batch = malloc((count + 1) * sizeof *batch);
    uint64_t checkpoint = s->pending_checkpoint;
    table_copy(&s->pending, batch);
    s->signalled = false;
    s->writing = true;
    pthread_mutex_unlock(&s->lock);
    bool written = write_batch(s, batch, count, checkpoint);
    pthread_mutex_lock(&s->lock);
    s->writing = false;
    for (size_t i = 0; written && i < count; i++) {
        if (table_get(&s->pending, batch[i].key) == batch[i].number) {
            table_remove(&s->pending, batch[i].key); /* else a newer number came meanwhile (R10) */
        }
    }
    free(batch);
    s->signalled |= !written; /* the next batch has all that this one had */
    pthread_cond_broadcast(&s->changed);
    return written;
}

static void *run_flusher(void *self) {
    sequencer *s = self;
    bool last_try = false;
    pthread_mutex_lock(&s->lock);
    for (;;) {
        while (!s->flusher_cancelled && !s->closed && !s->signalled) {
            wait_change(s, NULL);
        }
        bool owes_last_try = !last_try && (s->signalled || s->pending.size > 0);
        if (s->flusher_cancelled || (s->closed && !owes_last_try)) {
            break;
        }
        last_try = s->closed;
        if (!flush_pending(s)) {
            struct timespec retry = in_ms(s->limits.retry_delay_ms);
            while (!s->flusher_cancelled && !s->closed && wait_change(s, &retry)) {
            }
        }
    }
    s->flusher_running = false;
    pthread_cond_broadcast(&s->changed);
    pthread_mutex_unlock(&s->lock);
    return NULL;
}

/* ---- The actualizer. It holds the lock except during a call of the storage, and while it waits. ---- */

static void clear(sequencer *s) {
    table_clear(&s->cache);
    table_clear(&s->pending);
    s->pending_checkpoint = 0;
    s->signalled = false;
    s->flusher_cancelled = false;
    s->flusher_running = true;
    spawn(s, run_flusher);
}

static void wait_retry_delay(sequencer *s) {
    struct timespec retry = in_ms(s->limits.retry_delay_ms);
    while (!s->closed && wait_change(s, &retry)) {
    }
}

static void read_checkpoint(sequencer *s) {
    uint64_t checkpoint = 0;
    while (!s->closed) {
        pthread_mutex_unlock(&s->lock);
        bool read = s->storage.read_checkpoint(s->storage.owner, &checkpoint);
        pthread_mutex_lock(&s->lock);
        if (read) {
            break;
        }
        wait_retry_delay(s);
    }
    s->next_offset = max(checkpoint, 1); /* an empty storage means 1 (R16) */
}

static void scan_page(sequencer *s, const page *p) {
    for (size_t i = 0; i < p->count && !s->closed;) {
        if (s->pending.size >= s->limits.max_unflushed_values) {
            signal_flusher(s); /* nobody else would (R12) */
        }
        while (s->pending.size >= s->limits.max_unflushed_values && !s->closed) {
            wait_change(s, NULL);
        }
        if (s->closed) {
            return;
        }
        uint64_t plog_offset = p->values[i].plog_offset;
        for (; i < p->count && p->values[i].plog_offset == plog_offset; i++) {
            publish(s, p->values[i].value.key, p->values[i].value.number);
        }
        cover(s, plog_offset);
    }
}

static void scan(sequencer *s) {
    for (bool end = false; !end && !s->closed;) {
        uint64_t from = s->next_offset; /* a scan that failed goes on where it stopped (R14) */
        page p = {0};
        pthread_mutex_unlock(&s->lock);
        bool read = s->storage.read_plog(s->storage.owner, from, &p);
        pthread_mutex_lock(&s->lock);
        if (read) {
            scan_page(s, &p);
            end = p.end;
        } else {
            wait_retry_delay(s);
        }
        free(p.values);
    }
}

/* Stops the flusher, clears, and reads, in this order (R11). */
static void *rebuild(void *self) {
    sequencer *s = self;
    pthread_mutex_lock(&s->lock);
    s->flusher_cancelled = true;
    pthread_cond_broadcast(&s->changed);
    while (s->flusher_running && !s->closed) {
        wait_change(s, NULL);
    }
    if (!s->closed) {
        clear(s);
        read_checkpoint(s);
        scan(s);
    }
    if (!s->closed) {
        s->actualizing = false;
        signal_flusher(s); /* or the rest would stay pending (R12) */
    }
    pthread_mutex_unlock(&s->lock);
    return NULL;
}

/* ---- The client's side. ---- */

sequencer *sequencer_open(seq_type *types, size_t type_count, seq_limits limits, seq_storage storage) {
    sequencer *s = calloc(1, sizeof *s);
    s->types = types;
    s->type_count = type_count;
    s->limits = limits;
    s->storage = storage;
    s->next_offset = 1;
    s->actualizing = true;
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->changed, &monotonic);
    table_init(&s->inproc);
    table_init(&s->cache);
    table_init(&s->pending);
    spawn(s, rebuild);
    return s;
}

/* The declaration, or NULL. Sequence 0 stands for any. */
static const seq_type *find_type(const sequencer *s, uint64_t ws_kind, uint64_t seq_id) {
    for (size_t i = 0; i < s->type_count; i++) {
        if (s->types[i].ws_kind == ws_kind && (seq_id == 0 || s->types[i].seq_id == seq_id)) {
            return &s->types[i];
        }
    }
    return NULL;
}

static status start(sequencer *s, uint64_t ws_kind, uint64_t ws_id, uint64_t *plog_offset) {
    if (s->closed) {
        return CLOSED;
    }
    if (s->in_transaction) {
        return ALREADY_STARTED;
    }
    if (find_type(s, ws_kind, 0) == NULL) {
        return UNKNOWN_WS_KIND;
    }
    if (s->actualizing) {
        return BUSY_ACTUALIZING;
    }
    if (s->pending.size > s->limits.max_unflushed_values) {
        return BUSY_BACK_PRESSURE;
    }
    if (s->next_offset > MAX_PLOG_OFFSET) {
        return EXHAUSTED;
    }
    s->in_transaction = true;
    s->ws_kind = (uint16_t)ws_kind;
    s->ws_id = ws_id;
    *plog_offset = s->next_offset; /* which stays where it is (R3) */
    return OK;
}

/* Looks a last-used number up. Leaves the lock while it reads the storage. */
static status last_used(sequencer *s, uint64_t seq_id, const seq_type **type, uint64_t *last) {
    if (s->closed || !s->in_transaction) {
        return s->closed ? CLOSED : NOT_STARTED;
    }
    if (seq_id == 0 || (*type = find_type(s, s->ws_kind, seq_id)) == NULL) {
        return seq_id == 0 ? MALFORMED : UNKNOWN_SEQUENCE;
    }
    seq_key key = {s->ws_id, (uint16_t)seq_id};
    *last = table_get(&s->inproc, key);
    if (*last == 0) {
        *last = table_get(&s->cache, key);
    }
    if (*last != 0) {
        return OK;
    }
    uint64_t pending = table_get(&s->pending, key); /* before the read: the flusher may move it meanwhile (R8) */
    uint64_t stored = 0;
    pthread_mutex_unlock(&s->lock);
    bool read = s->storage.read_number(s->storage.owner, key, &stored);
    pthread_mutex_lock(&s->lock);
    if (s->closed || !read) {
        return s->closed ? CLOSED : UNAVAILABLE;
    }
    *last = max(pending, stored); /* a low explicit number may be pending (R9) */
    return OK;
}

static status next(sequencer *s, uint64_t seq_id, uint64_t *number) {
    const seq_type *type;
    uint64_t last;
    status result = last_used(s, seq_id, &type, &last);
    if (result != OK) {
        return result;
    }
    uint64_t highest = max(last, type->initial - 1);
    if (highest >= MAX_NUMBER) {
        return EXHAUSTED; /* R17 */
    }
    *number = highest + 1;
    table_put(&s->inproc, (seq_key){s->ws_id, type->seq_id}, *number);
    return OK;
}

/* Tells of a number that the event brings along (R18). */
static status use(sequencer *s, uint64_t seq_id, uint64_t number, bool *raised) {
    const seq_type *type;
    uint64_t last;
    if (number == 0 || number > MAX_NUMBER) {
        return MALFORMED;
    }
    status result = last_used(s, seq_id, &type, &last);
    if (result == OK) {
        *raised = number > last;
        table_put(&s->inproc, (seq_key){s->ws_id, type->seq_id}, max(last, number));
    }
    return result;
}

/* Publishes in one critical section (R5), then signals (R12). */
static status flush(sequencer *s) {
    if (s->closed || !s->in_transaction) {
        return s->closed ? CLOSED : NOT_STARTED;
    }
    size_t count = s->inproc.size;
    seq_value *values = malloc((count + 1) * sizeof *values);
    table_copy(&s->inproc, values);
    for (size_t i = 0; i < count; i++) {
        publish(s, values[i].key, values[i].number);
        table_put(&s->cache, values[i].key, values[i].number);
        if (s->cache.size > s->limits.cache_size) {
            table_remove_oldest(&s->cache);
        }
    }
    free(values);
    table_clear(&s->inproc);
    s->in_transaction = false;
    cover(s, s->next_offset);
    signal_flusher(s);
    return OK;
}

static status actualize(sequencer *s) {
    if (s->closed || s->actualizing) {
        return s->closed ? CLOSED : ACTUALIZING;
    }
    table_clear(&s->inproc);
    s->in_transaction = false;
    s->actualizing = true;
    spawn(s, rebuild);
    return OK;
}

#define LOCKED(call)                  \
    if (s == NULL) {                  \
        return CLOSED;                \
    }                                 \
    pthread_mutex_lock(&s->lock);     \
    status result = (call);           \
    pthread_mutex_unlock(&s->lock);   \
    return result

status sequencer_start(sequencer *s, uint64_t ws_kind, uint64_t ws_id, uint64_t *plog_offset) {
    LOCKED(start(s, ws_kind, ws_id, plog_offset));
}

status sequencer_next(sequencer *s, uint64_t seq_id, uint64_t *number) { LOCKED(next(s, seq_id, number)); }

status sequencer_use(sequencer *s, uint64_t seq_id, uint64_t number, bool *raised) {
    LOCKED(use(s, seq_id, number, raised));
}

status sequencer_flush(sequencer *s) { LOCKED(flush(s)); }

status sequencer_actualize(sequencer *s) { LOCKED(actualize(s)); }

void sequencer_wait_until_idle(sequencer *s) {
    if (s == NULL) {
        return;
    }
    pthread_mutex_lock(&s->lock);
    while (!s->closed && (s->actualizing || s->signalled || s->writing)) {
        wait_change(s, NULL);
    }
    pthread_mutex_unlock(&s->lock);
}

/* Ends what waits or retries, tries once to write what is pending, and returns within the time-out (R15). */
void sequencer_close(sequencer *s) {
    if (s == NULL) {
        return;
    }
    struct timespec deadline = in_ms(s->limits.close_timeout_ms);
    pthread_mutex_lock(&s->lock);
    s->closed = true;
    pthread_cond_broadcast(&s->changed);
    while (s->flusher_running && wait_change(s, &deadline)) {
    }
    pthread_mutex_unlock(&s->lock);
}
