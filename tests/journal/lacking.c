/* A file system that lacks something, for the tests: loaded before libc, it refuses what LACKS names.
 * `shm`: to map a shared file, as on 9p and vboxsf; `flock`: BSD's locks; `locks`: all of them. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>

static int lacks(const char *what) { return strstr(getenv("LACKS"), what) != NULL; }

void *mmap64(void *at, size_t size, int protection, int flags, int file, off_t offset) {
    static void *(*real)(void *, size_t, int, int, int, off_t);
    if (real == NULL) real = dlsym(RTLD_NEXT, "mmap64");
    if (lacks("shm") && file >= 0 && flags & MAP_SHARED) return errno = ENODEV, MAP_FAILED;
    return real(at, size, protection, flags, file, offset);
}

void *mmap(void *at, size_t size, int protection, int flags, int file, off_t offset) {
    return mmap64(at, size, protection, flags, file, offset);
}

int flock(int file, int how) {
    static int (*real)(int, int);
    if (real == NULL) real = dlsym(RTLD_NEXT, "flock");
    if (lacks("lock")) return errno = ENOTSUP, -1;
    return real(file, how);
}

int fcntl64(int file, int command, ...) {
    static int (*real)(int, int, ...);
    va_list list;
    va_start(list, command);
    void *argument = va_arg(list, void *);
    va_end(list);
    if (real == NULL) real = dlsym(RTLD_NEXT, "fcntl64");
    if (lacks("locks") && command == F_SETLK) return errno = ENOTSUP, -1;
    return real(file, command, argument);
}

int fcntl(int file, int command, ...) {
    va_list list;
    va_start(list, command);
    void *argument = va_arg(list, void *);
    va_end(list);
    return fcntl64(file, command, argument);
}
