#include "CQRCode.h"

#include <qrencode.h>

// The most bytes that version 40 holds at level M.
#define BYTES_MAX 2331

int bueno_qr_write(const unsigned char *text, size_t length, unsigned char *modules) {
    if (length == 0 || length > BYTES_MAX) return 0;
    QRcode *code = QRcode_encodeData((int)length, text, 0, QR_ECLEVEL_M);
    if (code == NULL) return 0;
    int size = code->width;
    if (size > 0 && size <= BUENO_QR_SIZE_MAX) {
        // libqrencode keeps the kind of module in the other bits.
        for (int i = 0; i < size * size; i++) modules[i] = code->data[i] & 1;
    } else {
        size = 0;
    }
    QRcode_free(code);
    return size;
}
