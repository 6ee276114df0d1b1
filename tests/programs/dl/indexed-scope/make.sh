# Twenty libraries for the global scope, each with 100 functions and a reference to each of all; numbered names, of which
# many have hashes that differ in the lowest bit only. Then a plugin, what it needs, and two that bind to themselves first.
awk 'BEGIN {
    for (l = 0; l < 20; l++) {
        file = "g" l ".c"
        for (i = 0; i < 100; i++) print "int f" l "_" i "(void) { return " l * 1000 + i "; }" > file
        print "extern int puts(const char *); __attribute__((destructor)) static void gone(void) { puts(\"gone g" l "\"); }" > file
        for (i = 0; i < 100; i++) list[l] = list[l] "f" l "_" i ", "
    }
    for (l = 0; l < 20; l++) for (k = 0; k <= l; k++) {
        file = "g" l ".c"
        for (i = 0; i < 100; i++) if (k != l) print "int f" k "_" i "(void);" > file
        print "int (*r" l "_" k "[])(void) = {" list[k] "0};" > file
    }
}'
for l in $(seq 0 19); do gcc -w -shared -fPIC g$l.c -Wl,-soname,g$l.so -o g$l.so; done
# What the plugin needs defines some names of the global scope again, and some of its own.
awk 'BEGIN { for (i = 0; i < 100; i++) print "int f3_" i "(void) { return -" i "; }"; for (i = 0; i < 200; i++) print "int d" i "(void) { return " 70000 + i "; }"
    print "extern int puts(const char *); __attribute__((destructor)) static void gone(void) { puts(\"gone d\"); }" }' > d.c
gcc -shared -fPIC d.c -Wl,-soname,d.so -o d.so
awk 'BEGIN {
    for (i = 0; i < 100; i++) print "int f3_" i "(void), f" i % 20 "_" i "(void);"
    for (i = 0; i < 200; i++) print "int d" i "(void);"
    print "int f5_7(void) { return 5555; } int own(void) { return 1; } extern int nobody(void) __attribute__((weak));"
    for (i = 0; i < 100; i++) list = list "f3_" i ", f" i % 20 "_" i ", "
    for (i = 0; i < 200; i++) list = list "d" i ", "
    print "int (*refs[])(void) = {" list "f5_7, own, nobody, 0};"
    print "int sum(void) { int s = 0; for (unsigned i = 0; i < sizeof refs / sizeof *refs; i++) s = s * 31 + (refs[i] ? refs[i]() : 3); return s; }"
    print "extern int puts(const char *); __attribute__((destructor)) static void gone(void) { puts(\"gone p\"); }"
}' > p.c
gcc -w -shared -fPIC p.c -Wl,-rpath,'$ORIGIN' ./d.so -Wl,-soname,p.so -o p.so
gcc -w -shared -fPIC p.c -Wl,-rpath,'$ORIGIN' -Wl,-Bsymbolic ./d.so -Wl,-soname,s.so -o s.so
gcc -w -shared -fPIC p.c -Wl,-rpath,'$ORIGIN' ./d.so -Wl,-soname,q.so -o q.so
