// Many names of one hash, in few libraries and in so many that an index serves; among those some that no index knows.
//#Build: mkdir few many mixed; for d in few many mixed; do cp make.sh $d; done; cd few && bash make.sh 3 sysv; cd ../many && bash make.sh 20 gnu; cd ../mixed && bash make.sh 20 sysv
//#Build: for d in few many mixed; do (cd $d; gcc ../main.c -Wl,--no-as-needed,--allow-shlib-undefined -L. -Wl,-rpath,'$ORIGIN' -lrefs $(ls libl*.so | sort -V | sed 's/lib\(.*\)\.so/-l\1/') -ldl -o prog); done
//#Sh: for d in few many mixed; do run ./$d/prog; done
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
int main(void) {
    long **refs = dlsym(RTLD_DEFAULT, "refs"), n = 0, sum = 0;
    if (!refs) return 0;
    for (; refs[n]; n++) {
        sum = sum * 31 + *refs[n];
        if (n % 16 == 0) printf("%ld ", *refs[n]);
    }
    printf("%ld %lx\n", n, sum);
    return 0;
}
