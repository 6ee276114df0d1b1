# Everyday tasks, one line of output each: "ok NAME", "absent NAME (its tool is not installed)", "FAILED NAME" and why.
# Run by `cargo xtask dropin` in an empty folder that holds the loader as ld.so.
set -u
cmp -s /lib64/ld-linux-x86-64.so.2 ./ld.so || { echo "the loader is not mounted"; exit 1; }

# task NAME TOOL LINE: runs a line of shell, in a folder of its own with all sources, if its tool is there.
task() {
    command -v "$2" >/dev/null || { echo "absent $1 ($2 is not installed)"; return; }
    cp -r sources "$1"
    if out=$(cd "$1" && timeout 300 bash -c "$3" 2>&1 </dev/null); then echo "ok $1"; else echo "FAILED $1 ($?): $out"; fi
}

mkdir sources && cd sources
cat >threads.c <<'C'
#include <pthread.h>
#include <stdio.h>
static __thread long own;
static void *f(void *p) { own = *(int *)p; return (void *)(own * 2); }
int main(void)
{
    pthread_t threads[8];
    int values[8];
    long sum = 0;
    void *result;
    for (int i = 0; i < 8; i++) values[i] = i, pthread_create(threads + i, 0, f, values + i);
    for (int i = 0; i < 8; i++) pthread_join(threads[i], &result), sum += (long)result;
    printf("%ld\n", sum);
    return sum != 56;
}
C
cat >exceptions.cpp <<'C'
#include <atomic>
#include <iostream>
#include <stdexcept>
#include <thread>
#include <vector>
int main()
{
    std::atomic<int> sum{0};
    std::vector<std::thread> all;
    for (int i = 0; i < 4; i++)
        all.emplace_back([&sum, i] {
            try { throw std::runtime_error(std::to_string(i)); } catch (std::exception &e) { sum += e.what()[0] - '0'; }
        });
    for (auto &thread : all) thread.join();
    std::cout << sum << std::endl;
    return sum != 6;
}
C
cat >threads.rs <<'C'
use std::{panic, sync::mpsc, thread};
fn main() {
    let (send, receive) = mpsc::channel();
    for i in 0..4 { let send = send.clone(); thread::spawn(move || send.send(i).unwrap()); }
    drop(send);
    assert_eq!(receive.iter().sum::<i32>(), 6);
    assert!(panic::catch_unwind(|| panic!("meant")).is_err());
}
#[test]
fn test() { main() }
C
cat >everything.py <<'C'
import ctypes, hashlib, json, multiprocessing, sqlite3, ssl, subprocess, threading
seen = []
threads = [threading.Thread(target=seen.append, args=(i,)) for i in range(8)]
[t.start() for t in threads], [t.join() for t in threads]
assert sorted(seen) == list(range(8))
ssl.create_default_context()
assert subprocess.run(["/bin/echo", "hi"], capture_output=True).stdout == b"hi\n"
assert multiprocessing.Pool(2).map(abs, [-1, -2]) == [1, 2]
assert ctypes.CDLL("libm.so.6").abs(-3) == 3
C
printf 'all: a b\n\tcat a b\na b:\n\techo $@ > $@\n' >Makefile
printf 'break f\nrun\ninfo threads\nbt\nprint own\ndelete\ncontinue\n' >threads.gdb
cd ..

task gcc gcc 'gcc -O2 -pthread threads.c -o c && ./c'
task gcc-static gcc 'gcc -static -O2 -pthread threads.c -o c-static && ./c-static'
task gcc-static-pie gcc 'gcc -static-pie -O2 -pthread threads.c -o c-static-pie && ./c-static-pie'
task gcc-lto gcc 'gcc -O2 -flto -pthread threads.c -o c-lto && ./c-lto'
task gcc-asan gcc 'gcc -fsanitize=address -pthread threads.c -o c-asan && ./c-asan'
task g++ g++ 'g++ -O2 -pthread exceptions.cpp -o cxx && ./cxx'
task clang clang 'clang -O2 -pthread threads.c -o c-clang && ./c-clang'
task rustc rustc 'rustc -O threads.rs -o rs && ./rs'
task cargo cargo 'cargo new -q --vcs none rust && cp threads.rs rust/src/main.rs && cd rust && export CARGO_TARGET_DIR=./t && cargo run -q && cargo test -q'
task git git 'export HOME=$PWD && git init -q a && cd a && git config user.email a@b && git config user.name n && echo x > f && git add f && git commit -qm one && cd .. && git clone -q a b && cd b && git log --oneline | grep one && git gc -q && git clone -q "file://$PWD" ../c'
task python python3 'python3 everything.py'
task python-debian /usr/bin/python3 '/usr/bin/python3 everything.py'
task python-venv python3 'python3 -m venv --without-pip v && v/bin/python -c "import sys; print(sys.prefix)"'
task gdb gdb 'gcc -g -O0 -pthread threads.c -o c-gdb && gdb -nx -batch -x threads.gdb ./c-gdb > gdb.out 2>&1; grep "exited normally" gdb.out && grep "in start_thread" gdb.out && grep libthread_db gdb.out'
task make make 'make -s -j4'
task perl perl 'perl -MPOSIX -MSocket -e "print POSIX::floor(1.5)"'
task bash bash 'for i in $(seq 200); do /bin/true || exit 1; done'
task tar tar 'tar czf x.tgz *.c && tar tzf x.tgz'
task xz xz 'cp threads.c x && xz x && xz -t x.xz'
task find find 'find /usr/bin -name "a*" -print0 | xargs -0 ls -l'
task getent getent 'getent passwd root'
task sort sort 'LC_ALL=C.UTF-8 sort /etc/passwd'
task iconv iconv 'iconv -f latin1 -t utf8 /etc/passwd'
task curl curl 'curl --version'
task node node 'node -e "console.log(1+1)"'
task java java 'java -version'
task valgrind valgrind 'gcc -g -pthread threads.c -o c-valgrind && valgrind -q --error-exitcode=9 ./c-valgrind'
task strace strace 'strace -f -o /dev/null /bin/ls'
task ltrace ltrace 'ltrace -o /dev/null /bin/true'
task su su 'su nobody -s /bin/sh -c "id -un" | grep nobody'
task ldconfig /sbin/ldconfig '/sbin/ldconfig -p'
task ldd ldd 'ldd /bin/ls | grep libc'
task apt apt-cache 'apt-cache policy libc6'
task openssl openssl 'echo x | openssl dgst -sha256'
