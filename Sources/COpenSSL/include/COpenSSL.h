#ifndef BUENO_COPENSSL_H
#define BUENO_COPENSSL_H

#include <stddef.h>

// The four things that libsodium lacks. Every function returns 1 when it worked or holds, and 0 for all else; none
// leaves an error behind in the thread's queue, which libcurl and libpq read after their own calls.

/// HMAC-SHA-1 (RFC 2104) of a message. `result` has room for 20 bytes.
int bueno_hmac_sha1(
    const unsigned char *key, size_t key_length, const unsigned char *message, size_t message_length,
    unsigned char *result);

/// RSASSA-PKCS1-v1_5 with SHA-256. The key is given as modulus and exponent, big end first.
int bueno_verify_rs256(
    const unsigned char *modulus, size_t modulus_length, const unsigned char *exponent, size_t exponent_length,
    const unsigned char *message, size_t message_length, const unsigned char *signature, size_t signature_length);

/// RSASSA-PSS with SHA-256, MGF1 with SHA-256 and a salt of 32 bytes.
int bueno_verify_ps256(
    const unsigned char *modulus, size_t modulus_length, const unsigned char *exponent, size_t exponent_length,
    const unsigned char *message, size_t message_length, const unsigned char *signature, size_t signature_length);

/// ECDSA over P-256 with SHA-256. `x`, `y` have 32 bytes each; `signature` is r and s of 32 bytes each (RFC 7518).
int bueno_verify_es256(
    const unsigned char *x, const unsigned char *y, const unsigned char *message, size_t message_length,
    const unsigned char *signature);

#endif
