// Its constructor waits for its thread, and its destructor for the thread's end; the thread calls others for the first time.
#include <pthread.h>
int needed(int), needed_too(int), protected_one(int), global_one(int), global_too(int);
static pthread_t thread;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int ready, ending;
int sum;

static void wait_for(int *what)
{
    pthread_mutex_lock(&lock);
    while (!*what)
        pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
}

static void tell(int *what)
{
    pthread_mutex_lock(&lock);
    *what = 1;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

static void *work(void *unused)
{
    sum += needed(1) + protected_one(2);
#ifdef GLOBAL
    sum += global_too(4);
#endif
    tell(&ready);
    wait_for(&ending);
    sum += needed_too(8);
    return 0;
}

__attribute__((constructor)) static void begin(void)
{
#ifdef GLOBAL
    sum += global_one(16);
#endif
    pthread_create(&thread, 0, work, 0);
    wait_for(&ready);
}

extern int *result;
__attribute__((destructor)) static void end(void)
{
    tell(&ending);
    pthread_join(thread, 0);
    *result = sum;
}
