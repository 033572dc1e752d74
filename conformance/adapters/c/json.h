/* A small reader of JSON. */
#ifndef JSON_H
#define JSON_H

#include <stdbool.h>
#include <stdint.h>

typedef struct json {
    enum { JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_STRING, JSON_LIST, JSON_OBJECT } type;
    char *name;         /* of a field of an object */
    char *text;         /* of a string or a number */
    struct json *child; /* the first of a list or an object */
    struct json *next;
} json;

/* Returns NULL if the text is not JSON. */
json *json_parse(const char *text);
void json_free(json *value);

/* Returns NULL if there is no such field, also if there is no object. */
const json *json_get(const json *object, const char *name);

/* The text of a string, else an empty one. */
const char *json_text(const json *value);

/* A JSON number up to max. Returns false, and leaves the result alone, if it is none. */
bool json_uint(const json *value, uint64_t max, uint64_t *result);

/* A decimal string of 64 bits. */
bool json_decimal(const json *value, uint64_t *result);

#endif
