/* The wire: messages, a JSON object a line, and which of them answers which. Any adapter can use this as it is. */
#ifndef WIRE_H
#define WIRE_H

#include "json.h"

/* Sends a request, given its fields behind the owner as for printf, and waits for the reply. Returns NULL if that is an
 * error; the caller frees it. */
json *wire_ask(uint64_t owner, const char *op, const char *fields, ...) __attribute__((format(printf, 3, 4)));

/* Writes the fields of a reply, as for printf, behind its "re". */
void wire_reply(uint64_t request, const char *fields, ...) __attribute__((format(printf, 2, 3)));

/* Reads until the input ends. Each request has a thread of its own: it may wait for storage, whose replies come by the
 * same way. It is for the sequencer that is open when it comes, however late its thread begins. */
void wire_run(void *(*opened)(void), void (*answer)(void *sequencer, uint64_t id, const char *op, const json *request));

#endif
