#include "CPhoneNumber.h"
int bueno_phonenumber_placeholder(void) { return 0; }
