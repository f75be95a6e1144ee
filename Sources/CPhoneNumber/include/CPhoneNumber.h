#ifndef BUENO_CPHONENUMBER_H
#define BUENO_CPHONENUMBER_H
int bueno_phonenumber_placeholder(void);
#endif
