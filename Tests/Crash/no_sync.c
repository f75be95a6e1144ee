// Preloaded by the durability test to see it fail: turns the program's "synchronous = FULL" into OFF, and lets it read
// back what it asked for. The product itself has no way to do this.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <string.h>

typedef int (*prepare_v2)(void *, const char *, int, void **, const char **);
typedef int (*prepare_v3)(void *, const char *, int, unsigned, void **, const char **);

static const char *tampered(const char *sql, int *length) {
    if (strncmp(sql, "PRAGMA synchronous", 18) != 0) return sql;
    *length = -1;
    return strchr(sql, '=') ? "PRAGMA synchronous = OFF" : "SELECT 2";
}

int sqlite3_prepare_v2(void *db, const char *sql, int length, void **statement, const char **tail) {
    prepare_v2 real = (prepare_v2)dlsym(RTLD_NEXT, "sqlite3_prepare_v2");
    const char *other = tampered(sql, &length);
    int code = real(db, other, length, statement, tail);
    if (other != sql && tail) *tail = sql + strlen(sql);
    return code;
}

int sqlite3_prepare_v3(void *db, const char *sql, int length, unsigned flags, void **statement, const char **tail) {
    prepare_v3 real = (prepare_v3)dlsym(RTLD_NEXT, "sqlite3_prepare_v3");
    const char *other = tampered(sql, &length);
    int code = real(db, other, length, flags, statement, tail);
    if (other != sql && tail) *tail = sql + strlen(sql);
    return code;
}
