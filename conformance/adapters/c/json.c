#include "json.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define MAX_DEPTH 32

static json *parse_value(const char **at, int depth);

static void skip_space(const char **at) {
    while (**at == ' ' || **at == '\t' || **at == '\r' || **at == '\n') {
        (*at)++;
    }
}

static bool take(const char **at, const char *token) {
    skip_space(at);
    size_t length = strlen(token);
    if (strncmp(*at, token, length) != 0) {
        return false;
    }
    *at += length;
    return true;
}

static char *put_utf8(char *out, unsigned code) {
    if (code < 0x80) {
        *out++ = (char)code;
    } else if (code < 0x800) {
        *out++ = (char)(0xC0 | code >> 6);
        *out++ = (char)(0x80 | (code & 0x3F));
    } else { /* halves of a surrogate pair are not put together: no field has one */
        *out++ = (char)(0xE0 | code >> 12);
        *out++ = (char)(0x80 | (code >> 6 & 0x3F));
        *out++ = (char)(0x80 | (code & 0x3F));
    }
    return out;
}

/* The rest of a string whose first quote was taken; NULL if it does not end. */
static char *parse_string(const char **at) {
    char *text = malloc(strlen(*at) + 1), *out = text; /* what is escaped never becomes longer */
    while (**at != '"') {
        char c = *(*at)++;
        if (c == '\\') {
            const char *from = "nrtbf", *to = "\n\r\t\b\f", *escape;
            c = *(*at)++;
            if (c == 'u') {
                char digits[5] = {0};
                strncpy(digits, *at, 4);
                if (strspn(digits, "0123456789abcdefABCDEF") != 4) {
                    break;
                }
                *at += 4;
                out = put_utf8(out, (unsigned)strtoul(digits, NULL, 16));
                continue;
            }
            if (c != '\0' && (escape = strchr(from, c)) != NULL) {
                c = to[escape - from];
            }
        }
        if (c == '\0') {
            break;
        }
        *out++ = c;
    }
    *out = '\0';
    if (!take(at, "\"")) {
        free(text);
        return NULL;
    }
    return text;
}

/* The items of a list, or the fields of an object, up to the closing bracket. */
static bool parse_children(const char **at, json *parent, const char *close, int depth) {
    json **last = &parent->child;
    while (!take(at, close)) {
        char *name = NULL;
        if (parent->child != NULL && !take(at, ",")) {
            return false;
        }
        if (parent->type == JSON_OBJECT) {
            if (!take(at, "\"") || (name = parse_string(at)) == NULL) {
                return false;
            }
            if (!take(at, ":")) {
                free(name);
                return false;
            }
        }
        if ((*last = parse_value(at, depth + 1)) == NULL) {
            free(name);
            return false;
        }
        (*last)->name = name;
        last = &(*last)->next;
    }
    return true;
}

static json *parse_value(const char **at, int depth) {
    if (depth > MAX_DEPTH) {
        return NULL;
    }
    json *value = calloc(1, sizeof *value);
    bool ok = true;
    if (take(at, "{")) {
        value->type = JSON_OBJECT;
        ok = parse_children(at, value, "}", depth);
    } else if (take(at, "[")) {
        value->type = JSON_LIST;
        ok = parse_children(at, value, "]", depth);
    } else if (take(at, "\"")) {
        value->type = JSON_STRING;
        ok = (value->text = parse_string(at)) != NULL;
    } else if (take(at, "true")) {
        value->type = JSON_TRUE;
    } else if (take(at, "false")) {
        value->type = JSON_FALSE;
    } else if (!take(at, "null")) {
        size_t length = strspn(*at, "+-.eE0123456789");
        value->type = JSON_NUMBER;
        value->text = strndup(*at, length);
        *at += length;
        ok = length > 0;
    }
    if (!ok) {
        json_free(value);
        return NULL;
    }
    return value;
}

json *json_parse(const char *text) {
    json *value = parse_value(&text, 0);
    skip_space(&text);
    if (*text != '\0') {
        json_free(value);
        return NULL;
    }
    return value;
}

void json_free(json *value) {
    while (value != NULL) {
        json *next = value->next;
        json_free(value->child);
        free(value->name);
        free(value->text);
        free(value);
        value = next;
    }
}

const json *json_get(const json *object, const char *name) {
    const json *field = object == NULL ? NULL : object->child;
    while (field != NULL && (field->name == NULL || strcmp(field->name, name) != 0)) {
        field = field->next;
    }
    return field;
}

const char *json_text(const json *value) {
    return value != NULL && value->type == JSON_STRING ? value->text : "";
}

static bool digits(const char *text, uint64_t max, uint64_t *result) {
    if (*text == '\0' || text[strspn(text, "0123456789")] != '\0') {
        return false;
    }
    errno = 0;
    uint64_t number = strtoull(text, NULL, 10);
    if (errno != 0 || number > max) {
        return false;
    }
    *result = number;
    return true;
}

bool json_uint(const json *value, uint64_t max, uint64_t *result) {
    return value != NULL && value->type == JSON_NUMBER && digits(value->text, max, result);
}

bool json_decimal(const json *value, uint64_t *result) {
    return value != NULL && value->type == JSON_STRING && digits(value->text, UINT64_MAX, result);
}
