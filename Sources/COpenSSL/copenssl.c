#include "COpenSSL.h"

#include <string.h>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

int bueno_hmac_sha1(
    const unsigned char *key, size_t key_length, const unsigned char *message, size_t message_length,
    unsigned char *result) {
    // Without bytes some callers have no address; OpenSSL reads a null key as "the one from before".
    static const unsigned char nothing = 0;
    unsigned int written = 0;
    ERR_set_mark();
    const unsigned char *digest = HMAC(
        EVP_sha1(), key_length > 0 ? key : &nothing, (int)key_length, message, message_length, result, &written);
    ERR_pop_to_mark();
    return digest != NULL && written == 20;
}

static EVP_PKEY *key_from(const char *type, OSSL_PARAM *parameters) {
    EVP_PKEY *key = NULL;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
    if (context == NULL || EVP_PKEY_fromdata_init(context) != 1
        || EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, parameters) != 1) {
        key = NULL;
    }
    EVP_PKEY_CTX_free(context);
    return key;
}

static EVP_PKEY *rsa_key(
    const unsigned char *modulus, size_t modulus_length, const unsigned char *exponent, size_t exponent_length) {
    EVP_PKEY *key = NULL;
    OSSL_PARAM *parameters = NULL;
    BIGNUM *n = BN_bin2bn(modulus, (int)modulus_length, NULL);
    BIGNUM *e = BN_bin2bn(exponent, (int)exponent_length, NULL);
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    if (n != NULL && e != NULL && builder != NULL
        && OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, n) == 1
        && OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, e) == 1) {
        parameters = OSSL_PARAM_BLD_to_param(builder);
    }
    if (parameters != NULL) key = key_from("RSA", parameters);
    OSSL_PARAM_free(parameters);
    OSSL_PARAM_BLD_free(builder);
    BN_free(e);
    BN_free(n);
    return key;
}

static EVP_PKEY *p256_key(const unsigned char *x, const unsigned char *y) {
    EVP_PKEY *key = NULL;
    OSSL_PARAM *parameters = NULL;
    unsigned char point[65];
    point[0] = 4;
    memcpy(point + 1, x, 32);
    memcpy(point + 33, y, 32);
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    if (builder != NULL
        && OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0) == 1
        && OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point) == 1) {
        parameters = OSSL_PARAM_BLD_to_param(builder);
    }
    // A point that is not on the curve is refused here.
    if (parameters != NULL) key = key_from("EC", parameters);
    OSSL_PARAM_free(parameters);
    OSSL_PARAM_BLD_free(builder);
    return key;
}

static int verify(
    EVP_PKEY *key, int is_pss, const unsigned char *message, size_t message_length, const unsigned char *signature,
    size_t signature_length) {
    int outcome = 0;
    EVP_PKEY_CTX *options = NULL;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (key == NULL || context == NULL) goto end;
    if (EVP_DigestVerifyInit(context, &options, EVP_sha256(), NULL, key) != 1) goto end;
    if (is_pss) {
        if (EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) != 1) goto end;
        if (EVP_PKEY_CTX_set_rsa_mgf1_md(options, EVP_sha256()) != 1) goto end;
        if (EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_DIGEST) != 1) goto end;
    }
    outcome = EVP_DigestVerify(context, signature, signature_length, message, message_length) == 1;
end:
    EVP_MD_CTX_free(context);
    return outcome;
}

static int verify_rsa(
    int is_pss, const unsigned char *modulus, size_t modulus_length, const unsigned char *exponent,
    size_t exponent_length, const unsigned char *message, size_t message_length, const unsigned char *signature,
    size_t signature_length) {
    ERR_set_mark();
    EVP_PKEY *key = rsa_key(modulus, modulus_length, exponent, exponent_length);
    int outcome = verify(key, is_pss, message, message_length, signature, signature_length);
    EVP_PKEY_free(key);
    ERR_pop_to_mark();
    return outcome;
}

int bueno_verify_rs256(
    const unsigned char *modulus, size_t modulus_length, const unsigned char *exponent, size_t exponent_length,
    const unsigned char *message, size_t message_length, const unsigned char *signature, size_t signature_length) {
    return verify_rsa(
        0, modulus, modulus_length, exponent, exponent_length, message, message_length, signature, signature_length);
}

int bueno_verify_ps256(
    const unsigned char *modulus, size_t modulus_length, const unsigned char *exponent, size_t exponent_length,
    const unsigned char *message, size_t message_length, const unsigned char *signature, size_t signature_length) {
    return verify_rsa(
        1, modulus, modulus_length, exponent, exponent_length, message, message_length, signature, signature_length);
}

// OpenSSL wants r and s in DER.
static int der_signature(const unsigned char *signature, unsigned char **der) {
    int length = -1;
    ECDSA_SIG *pair = ECDSA_SIG_new();
    BIGNUM *r = BN_bin2bn(signature, 32, NULL);
    BIGNUM *s = BN_bin2bn(signature + 32, 32, NULL);
    if (pair != NULL && r != NULL && s != NULL && ECDSA_SIG_set0(pair, r, s) == 1) {
        // The pair owns them now.
        r = NULL;
        s = NULL;
        length = i2d_ECDSA_SIG(pair, der);
    }
    BN_free(s);
    BN_free(r);
    ECDSA_SIG_free(pair);
    return length;
}

int bueno_verify_es256(
    const unsigned char *x, const unsigned char *y, const unsigned char *message, size_t message_length,
    const unsigned char *signature) {
    int outcome = 0;
    unsigned char *der = NULL;
    ERR_set_mark();
    int length = der_signature(signature, &der);
    if (length > 0) {
        EVP_PKEY *key = p256_key(x, y);
        outcome = verify(key, 0, message, message_length, der, (size_t)length);
        EVP_PKEY_free(key);
    }
    OPENSSL_free(der);
    ERR_pop_to_mark();
    return outcome;
}
