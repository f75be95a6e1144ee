#ifndef BUENO_CQRCODE_H
#define BUENO_CQRCODE_H

#include <stddef.h>

/// Modules on one side of the largest code there is (version 40).
#define BUENO_QR_SIZE_MAX 177

/// Writes `length` bytes as a QR code: byte mode, error correction M, the smallest version that fits. `modules` gets
/// 1 for dark and 0 for light, row by row, and must have room for `BUENO_QR_SIZE_MAX` squared. Returns the modules
/// on one side, or 0 when the text is empty or too long. Safe from any thread.
int bueno_qr_write(const unsigned char *text, size_t length, unsigned char *modules);

#endif
