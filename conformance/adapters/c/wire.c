#define _GNU_SOURCE
#include "wire.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A request that waits for its reply. It lives on the stack of who waits. */
typedef struct waiter {
    uint64_t request;
    json *reply;
    struct waiter *next;
} waiter;

typedef struct {
    void (*answer)(void *sequencer, uint64_t id, const char *op, const json *request);
    void *sequencer;
    json *request;
} task;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* guards all that follows, and the output */
static pthread_cond_t replied = PTHREAD_COND_INITIALIZER;
static waiter *waiters;
static uint64_t asked;

json *wire_ask(uint64_t owner, const char *op, const char *fields, ...) {
    waiter self = {0};
    va_list arguments;
    va_start(arguments, fields);
    pthread_mutex_lock(&lock);
    self.request = ++asked;
    self.next = waiters;
    waiters = &self;
    printf("{\"id\":%llu,\"op\":\"%s\",\"owner\":%llu", (unsigned long long)self.request, op, (unsigned long long)owner);
    vprintf(fields, arguments);
    puts("}");
    fflush(stdout);
    while (self.reply == NULL) {
        pthread_cond_wait(&replied, &lock);
    }
    pthread_mutex_unlock(&lock);
    va_end(arguments);
    if (json_get(self.reply, "error") != NULL) {
        json_free(self.reply);
        return NULL;
    }
    return self.reply;
}

void wire_reply(uint64_t request, const char *fields, ...) {
    va_list arguments;
    va_start(arguments, fields);
    pthread_mutex_lock(&lock);
    printf("{\"re\":%llu", (unsigned long long)request);
    vprintf(fields, arguments);
    puts("}");
    fflush(stdout);
    pthread_mutex_unlock(&lock);
    va_end(arguments);
}

static void take_reply(uint64_t request, json *reply) {
    pthread_mutex_lock(&lock);
    waiter **at = &waiters;
    while (*at != NULL && (*at)->request != request) {
        at = &(*at)->next;
    }
    if (*at == NULL) {
        json_free(reply); /* nobody waits for it any more */
    } else {
        (*at)->reply = reply;
        *at = (*at)->next;
        pthread_cond_broadcast(&replied);
    }
    pthread_mutex_unlock(&lock);
}

static void *run_task(void *argument) {
    task *t = argument;
    uint64_t id = 0;
    json_uint(json_get(t->request, "id"), UINT64_MAX, &id);
    t->answer(t->sequencer, id, json_text(json_get(t->request, "op")), t->request);
    json_free(t->request);
    free(t);
    return NULL;
}

void wire_run(void *(*opened)(void), void (*answer)(void *sequencer, uint64_t id, const char *op, const json *request)) {
    char *line = NULL;
    size_t size = 0;
    while (getline(&line, &size, stdin) > 0) {
        json *message = json_parse(line);
        uint64_t request;
        if (message == NULL) {
            fprintf(stderr, "a line must be JSON: %s", line);
            exit(1);
        }
        if (json_uint(json_get(message, "re"), UINT64_MAX, &request)) {
            take_reply(request, message);
            continue;
        }
        pthread_t thread;
        task *t = malloc(sizeof *t);
        *t = (task){answer, opened(), message};
        if (pthread_create(&thread, NULL, run_task, t) != 0) {
            abort();
        }
        pthread_detach(thread);
    }
}
