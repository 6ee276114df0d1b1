# Twelve directories, a library in each, and a program that needs all of them and searches all of them.
set -e
path= libs=
echo 'int main(void) { return 0' > all.c
for i in $(seq 12); do
    mkdir -p d$i
    echo "int f$i(void) { return 0; }" > f.c
    gcc -shared -fPIC f.c -o d$i/libs$i.so -Wl,-soname,libs$i.so
    path="$path:\$ORIGIN/d$i" libs="$libs d$i/libs$i.so"
    sed -i "1i int f$i(void);" all.c
    echo "+ f$i()" >> all.c
done
echo '; }' >> all.c
ln -s nowhere d1/libs9.so
gcc all.c $libs -o all -Wl,-rpath,"${path#:}"
