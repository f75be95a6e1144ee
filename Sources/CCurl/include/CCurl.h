#ifndef BUENO_CCURL_H
#define BUENO_CCURL_H

#include <curl/curl.h>

// Swift cannot call variadic functions, so each kind of option gets a typed door.
CURLcode bueno_curl_set_text(CURL *handle, CURLoption option, const char *text);
CURLcode bueno_curl_set_number(CURL *handle, CURLoption option, long number);
CURLcode bueno_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *list);
/// The bytes of a request body; libcurl copies them.
CURLcode bueno_curl_set_body(CURL *handle, const char *bytes, long length);

typedef size_t (*bueno_curl_transfer)(char *buffer, size_t size, size_t count, void *context);
/// What is sent (mail): the callback fills the buffer and returns how many bytes it wrote.
CURLcode bueno_curl_set_reader(CURL *handle, bueno_curl_transfer reader, void *context);
/// What is received: the callback takes the bytes and returns how many it took.
CURLcode bueno_curl_set_writer(CURL *handle, bueno_curl_transfer writer, void *context);

/// The last status of the other side: HTTP or SMTP. 0 when there was none.
long bueno_curl_status(CURL *handle);

/// Copies one part of a URL into `result`. Refuses a URL that carries a user name. Returns 0 when it worked.
int bueno_curl_url_part(const char *url, CURLUPart part, char *result, size_t capacity);
/// Copies a host in UTF-8 into `result` as ASCII (IDNA). Returns 0 when it worked.
int bueno_curl_ascii_host(const char *host, char *result, size_t capacity);

#endif
