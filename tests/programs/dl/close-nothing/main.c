// dlclose of no handle is an error; glibc looks at what lies at address 0, and dies.
//#Expect: ^-1 .*shared object not open\n-1 .*shared object not open\n$
#include <dlfcn.h>
#include <stdio.h>
int main(void)
{
    for (int i = 0; i < 2; i++) {
        int answer = dlclose(0);
        printf("%d %s\n", answer, dlerror());
    }
    return 0;
}
