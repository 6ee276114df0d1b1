// What follows the public part of struct link_map in every release (`include/link.h`).
#include <link.h>
#include <string.h>

struct name {
    const char *name;
    struct name *next;
};

struct map {
    struct link_map public;
    struct link_map *real;
    long namespace;
    struct name *names;
};

static const char *last(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}
