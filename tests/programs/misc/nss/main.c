// Name services that libc opens itself: passwd, group, services, protocols, hosts from files.
#include <grp.h>
#include <netdb.h>
#include <pwd.h>
#include <stdio.h>
int main(void) {
    struct passwd *p = getpwnam("root");
    struct group *g = getgrgid(0);
    struct servent *s = getservbyname("http", "tcp");
    struct hostent *h = gethostbyname("localhost");
    printf("%s %s %d %d\n", p ? p->pw_dir : "-", g ? g->gr_name : "-", s ? s->s_port : -1, h != 0);
    printf("%d\n", getpwnam("nobody-of-this-name") == 0);
    return 0;
}
