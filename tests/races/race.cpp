// race OPERATIONS FORKS FOLDER: eight threads load, unload, bind, look up, walk the list, throw, start threads whose destructors run
// in libraries, while signals interrupt them anywhere and the first thread forks, each child loading a library.
// Every operation checks its own result. Bounded by count, not by time. The last line says what was done.
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <dlfcn.h>
#include <link.h>
#include <pthread.h>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

enum { THREADS = 8, LIBRARIES = 6 };
static std::atomic<long> operations{0}, bad{0}, signals{0};
static std::atomic<bool> over{false};
static long wanted;
// Where the libraries are. By path: under a sanitizer it is not the program that calls dlopen.
static const char *folder;

static void wrong(const char *what)
{
    bad++;
    const char *why = dlerror();
    fprintf(stderr, "wrong: %s: %s\n", what, why ? why : "");
}

// Interrupts anything, a dlopen too: binds a function for the first time in this thread's life, perhaps in the process's.
static void interrupted(int)
{
    int saved = errno;
    struct dl_find_object found;
    if (_dl_find_object((void *)interrupted, &found))
        bad++;
    // Through the procedure linkage table, and async-signal-safe.
    switch (signals++ % 6) {
    case 0: getppid(); break;
    case 1: getuid(); break;
    case 2: getgid(); break;
    case 3: { sigset_t set; sigemptyset(&set); break; }
    case 4: { timespec now; clock_gettime(CLOCK_MONOTONIC, &now); break; }
    default: if (strlen("four") != 4) bad++;
    }
    errno = saved;
}

static int count(struct dl_phdr_info *info, size_t, void *data)
{
    *(long *)data += info->dlpi_phnum + strlen(info->dlpi_name);
    return 0;
}

typedef int Function(int);

static void *open_one(unsigned seed, int more = 0)
{
    char name[300];
    snprintf(name, sizeof name, "%s/librace%u.so", folder, seed % LIBRARIES);
    int mode = (seed & 16 ? RTLD_NOW : RTLD_LAZY) | (seed & 32 ? RTLD_GLOBAL : 0) | more;
    void *handle = dlopen(name, mode);
    if (!handle)
        wrong("dlopen");
    return handle;
}

static Function *function(void *handle, const char *name)
{
    auto *address = (Function *)dlsym(handle, name);
    if (!address)
        wrong(name);
    return address;
}

static void load(unsigned seed)
{
    void *handle = open_one(seed);
    if (!handle)
        return;
    if (Function *f = function(handle, "next"); f && f(seed & 0xff) != int(seed & 0xff) + 1)
        wrong("next");
    if (Function *f = seed & 64 ? function(handle, "throws") : nullptr) {
        try {
            f(7);
            wrong("nothing thrown");
        } catch (std::runtime_error &e) {
            if (strcmp(e.what(), "seven"))
                wrong("what()");
        }
    }
    Dl_info info;
    if (void *f = (void *)dlsym(handle, "next"); !f || !dladdr(f, &info) || strcmp(info.dli_sname, "next"))
        wrong("dladdr");
    if (dlclose(handle))
        wrong("dlclose");
}

// The library's thread-local object has a destructor, which keeps the library until the thread ends.
static void in_thread(unsigned seed)
{
    std::thread([seed] {
        if (void *handle = open_one(seed)) {
            if (Function *f = function(handle, "keep"); f && f(3) < 3)
                wrong("keep");
            if (dlclose(handle))
                wrong("dlclose in a thread");
        }
    }).join();
}

static void operate(unsigned seed)
{
    switch (seed >> 8 & 7) {
    case 0: case 1: load(seed); break;
    case 2:
        if (dlsym(RTLD_DEFAULT, "no such symbol"))
            wrong("dlsym");
        dlerror();
        break;
    case 3: { long total = 0; dl_iterate_phdr(count, &total); if (total < 10) wrong("dl_iterate_phdr"); break; }
    case 4:
        try {
            throw std::runtime_error("x");
        } catch (std::exception &e) {
            if (strcmp(e.what(), "x"))
                wrong("catch");
        }
        break;
    case 5:
        if (seed >> 12 & 15) {
            struct dl_find_object found;
            void *here = (void *)operate;
            if (_dl_find_object(here, &found) || found.dlfo_map_start > here || found.dlfo_map_end <= here)
                wrong("_dl_find_object");
        } else
            in_thread(seed);
        break;
    case 6: {
        // Held open by nobody else, perhaps, and unloaded by another thread just now.
        char name[300];
        snprintf(name, sizeof name, "%s/librace%u.so", folder, seed % LIBRARIES);
        if (void *handle = dlopen(name, RTLD_LAZY | RTLD_NOLOAD)) {
            if (Function *f = function(handle, "next"); f && f(1) != 2)
                wrong("next of a loaded one");
            dlclose(handle);
        } else
            dlerror();
        break;
    }
    default:
        if (dlopen("/nowhere/librace.so", RTLD_NOW) || !dlerror())
            wrong("a missing library");
    }
}

static void work(unsigned seed)
{
    while (operations++ < wanted) {
        seed = seed * 1103515245 + 12345;
        operate(seed >> 8);
    }
}

// The child of a process whose other threads are anywhere.
static int child(int number)
{
    alarm(60);
    void *handle = open_one(number);
    Function *f = handle ? function(handle, "next") : nullptr;
    int good = 1;
    if (int got = f ? f(1) : 0; got != 2 && !(good = 0))
        fprintf(stderr, "child %d: next says %d\n", number, got);
    try {
        throw 2;
    } catch (int thrown) {
        if (thrown != 2 && !(good = 0))
            fprintf(stderr, "child %d: caught %d\n", number, thrown);
    }
    long total = 0;
    dl_iterate_phdr(count, &total);
    in_thread(number + 1);
    if ((total < 10 || bad) && !(good = 0))
        fprintf(stderr, "child %d: total %ld, bad %ld\n", number, total, bad.load());
    if (dlclose(handle) && !(good = 0))
        wrong("dlclose in a child");
    return !good;
}

static void *signaller(void *threads)
{
    auto &all = *(std::vector<pthread_t> *)threads;
    for (unsigned i = 0; !over; i++) {
        pthread_kill(all[i % all.size()], SIGUSR1);
        timespec pause{0, 200000};
        nanosleep(&pause, nullptr);
    }
    return nullptr;
}

int main(int argc, char **argv)
{
    if (argc < 4)
        return 2;
    wanted = atol(argv[1]);
    folder = argv[3];
    int forks = atoi(argv[2]), good = 0;
    struct sigaction action{};
    action.sa_handler = interrupted;
    action.sa_flags = SA_RESTART;
    sigaction(SIGUSR1, &action, nullptr);
    std::vector<std::thread> threads;
    std::vector<pthread_t> handles;
    for (int i = 0; i < THREADS; i++) {
        threads.emplace_back(work, i * 7919 + 1);
        handles.push_back(threads.back().native_handle());
    }
    pthread_t pest;
    pthread_create(&pest, nullptr, signaller, &handles);
    for (int i = 0; i < forks; i++) {
        pid_t pid = fork();
        if (!pid)
            _exit(child(i));
        int status;
        if (pid < 0 || waitpid(pid, &status, 0) != pid || status)
            fprintf(stderr, "child %d: status %x\n", i, status);
        else
            good++;
    }
    // The threads stay until the signals have ended: a handle of one that is gone means nothing.
    while (operations < wanted)
        usleep(10000);
    over = true;
    pthread_join(pest, nullptr);
    for (auto &thread : threads)
        thread.join();
    printf("%ld operations, %ld wrong, %d of %d children well, %s\n", wanted, bad.load(), good, forks,
        signals ? "signals" : "no signals");
    return bad || good != forks;
}
