#ifndef BUENO_CPROCESS_H
#define BUENO_CPROCESS_H

/// No core file, no debugger, new files for their owner alone. Returns 0, or an errno.
int bueno_process_harden(void);

/// Allows as many open files as the system gives us.
void bueno_process_raise_file_limit(void);

#endif
