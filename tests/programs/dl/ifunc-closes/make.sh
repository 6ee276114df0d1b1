# Twenty libraries with 2000 variables among them; user.so and again.so, which refer to those that g0.so need not define.
awk 'BEGIN {
    for (l = 0; l < 20; l++) for (i = 0; i < 2000; i++)
        if (i % 10 == l || l && i % 9 == l % 9) print "int v" i " = " l * 10000 + i ";" > "g" l ".c"
    for (i = 0; i < 2000; i++) if (i % 10) { print "extern int v" i ";" > "user.c"; list = list "&v" i ", " }
    print "int *refs[] = {" list "0};" > "user.c"
}'
for l in $(seq 0 19); do gcc -shared -fPIC g$l.c -o g$l.so; done
gcc -shared -fPIC user.c -o again.so
gcc -shared -fPIC user.c -Wl,--no-as-needed ./resolver.so -o user.so
