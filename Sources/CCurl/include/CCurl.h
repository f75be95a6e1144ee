#ifndef BUENO_CCURL_H
#define BUENO_CCURL_H
#include <curl/curl.h>
#endif
