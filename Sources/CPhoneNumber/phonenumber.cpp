#include "CPhoneNumber.h"

#include <cstring>
#include <string>

#include <phonenumbers/phonenumberutil.h>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

// No C++ exception may cross into Swift: whatever goes wrong, the number could not be read.
enum bueno_phone_kind bueno_phone_read(const char *text, size_t length, const char *region, char *e164) {
    try {
        const PhoneNumberUtil &util = *PhoneNumberUtil::GetInstance();
        PhoneNumber number;
        if (util.Parse(std::string(text, length), region, &number) != PhoneNumberUtil::NO_PARSING_ERROR) {
            return BUENO_PHONE_UNREADABLE;
        }
        if (!util.IsValidNumber(number)) return BUENO_PHONE_UNREADABLE;
        std::string formatted;
        util.Format(number, PhoneNumberUtil::E164, &formatted);
        if (formatted.size() >= 24) return BUENO_PHONE_UNREADABLE;
        std::memcpy(e164, formatted.c_str(), formatted.size() + 1);
        switch (util.GetNumberType(number)) {
        case PhoneNumberUtil::MOBILE:
        case PhoneNumberUtil::FIXED_LINE_OR_MOBILE:
            return BUENO_PHONE_MOBILE;
        default:
            return BUENO_PHONE_NOT_MOBILE;
        }
    } catch (...) {
        return BUENO_PHONE_UNREADABLE;
    }
}
