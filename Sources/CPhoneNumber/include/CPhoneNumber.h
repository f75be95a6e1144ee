#ifndef BUENO_CPHONENUMBER_H
#define BUENO_CPHONENUMBER_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What a typed telephone number turned out to be.
enum bueno_phone_kind {
    BUENO_PHONE_UNREADABLE = 0,
    BUENO_PHONE_NOT_MOBILE = 1,
    BUENO_PHONE_MOBILE = 2,
};

/// Reads `length` bytes of UTF-8 as a number typed in `region` ("NL"). Writes E.164 ("+31612345678", ended by
/// a zero byte) when the kind is not UNREADABLE. `e164` must have room for 24 bytes. Never throws; safe from
/// any thread.
enum bueno_phone_kind bueno_phone_read(const char *text, size_t length, const char *region, char *e164);

#ifdef __cplusplus
}
#endif

#endif
