/* What libc loads for itself: name services, character sets, locales. */
#include <grp.h>
#include <iconv.h>
#include <locale.h>
#include <netdb.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

int main(void) {
    struct passwd *root = getpwnam("root");
    struct group *group = getgrgid(0);
    struct addrinfo *found = NULL;
    char from[] = "Gr\xfc\xdf" "e", to[32] = "", *in = from, *out = to;
    size_t left = strlen(from), room = sizeof to;
    printf("%s %s\n", root ? root->pw_dir : "-", group ? group->gr_name : "-");
    printf("%d\n", getaddrinfo("localhost", NULL, NULL, &found));
    iconv_t c = iconv_open("UTF-16LE", "ISO-8859-15");
    if (c != (iconv_t)-1) printf("%zu %zu\n", iconv(c, &in, &left, &out, &room), room);
    printf("%s\n", setlocale(LC_ALL, "C.UTF-8") ? "C.UTF-8" : "no C.UTF-8");
    printf("%d\n", getpwnam("somebody-else") == NULL);
    return 0;
}
