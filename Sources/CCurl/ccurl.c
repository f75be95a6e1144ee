#define _GNU_SOURCE
#include "CCurl.h"

#include <locale.h>
#include <string.h>

CURLcode bueno_curl_set_text(CURL *handle, CURLoption option, const char *text) {
    return curl_easy_setopt(handle, option, text);
}

CURLcode bueno_curl_set_number(CURL *handle, CURLoption option, long number) {
    return curl_easy_setopt(handle, option, number);
}

CURLcode bueno_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *list) {
    return curl_easy_setopt(handle, option, list);
}

CURLcode bueno_curl_set_body(CURL *handle, const char *bytes, long length) {
    CURLcode result = curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE, length);
    if (result != CURLE_OK) return result;
    return curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, bytes);
}

CURLcode bueno_curl_set_reader(CURL *handle, bueno_curl_transfer reader, void *context) {
    CURLcode result = curl_easy_setopt(handle, CURLOPT_READFUNCTION, reader);
    if (result != CURLE_OK) return result;
    return curl_easy_setopt(handle, CURLOPT_READDATA, context);
}

CURLcode bueno_curl_set_writer(CURL *handle, bueno_curl_transfer writer, void *context) {
    CURLcode result = curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, writer);
    if (result != CURLE_OK) return result;
    return curl_easy_setopt(handle, CURLOPT_WRITEDATA, context);
}

long bueno_curl_status(CURL *handle) {
    long status = 0;
    if (curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status) != CURLE_OK) return 0;
    return status;
}

static int copy_part(CURLU *url, CURLUPart part, char *result, size_t capacity) {
    char *text = NULL;
    unsigned int flags = part == CURLUPART_HOST ? CURLU_PUNYCODE : 0;
    if (curl_url_get(url, part, &text, flags) != CURLUE_OK || text == NULL) return -1;
    size_t length = strlen(text);
    int outcome = -1;
    if (length < capacity) {
        memcpy(result, text, length + 1);
        outcome = 0;
    }
    curl_free(text);
    return outcome;
}

int bueno_curl_url_part(const char *url, CURLUPart part, char *result, size_t capacity) {
    CURLU *parsed = curl_url();
    if (parsed == NULL) return -1;
    int outcome = -1;
    if (curl_url_set(parsed, CURLUPART_URL, url, CURLU_DISALLOW_USER) == CURLUE_OK) {
        outcome = copy_part(parsed, part, result, capacity);
    }
    curl_url_cleanup(parsed);
    return outcome;
}

// libcurl reads a host in the encoding of the thread's locale, which for a daemon is plain ASCII.
int bueno_curl_ascii_host(const char *host, char *result, size_t capacity) {
    locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    if (utf8 == (locale_t)0) return -1;
    locale_t before = uselocale(utf8);
    int outcome = -1;
    CURLU *parsed = curl_url();
    if (parsed != NULL && curl_url_set(parsed, CURLUPART_HOST, host, 0) == CURLUE_OK) {
        outcome = copy_part(parsed, CURLUPART_HOST, result, capacity);
    }
    curl_url_cleanup(parsed);
    uselocale(before);
    freelocale(utf8);
    return outcome;
}
