// A small library with one of everything that a loader reads.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
__thread int counter = 5;
__thread char zeroes[100];
static __thread int near __attribute__((tls_model("initial-exec"))) = 3;
int data = 7;
int *pointer = &data;
static int local_data = 9;
static int *local_pointers[8] = {&local_data, &local_data, 0, &local_data, 0, 0, &local_data, &local_data};
const char *const names[] = {"one", "two", "three"};
extern int missing(void) __attribute__((weak));
static int first(void) { return 1; }
static void *pick(void) { return first; }
int chosen(void) __attribute__((ifunc("pick")));
static int local_chosen(void) __attribute__((ifunc("pick")));
int inner(int x) { return x + data + *pointer + chosen() + local_chosen(); }
int other(int x) { return x * 2; }
#ifdef TEXT
// Addresses in the code's own pages: DT_TEXTREL.
__asm__(".text\n.globl in_text\n.type in_text,@object\nin_text: .quad data\n.quad inner\n.quad in_text\n.size in_text,24");
#endif
int hidden_version(int x) { return x; }
int outer(int x)
{
    char *copy = strdup(names[x % 3]);
    int sum = inner(x) + other(x) + counter + near + *local_pointers[0] + (int)strlen(copy) + (missing ? missing() : 0);
    free(copy);
    zeroes[x % 100]++;
    return sum + abs(-x);
}
__attribute__((constructor)) static void begin(void) { counter++; }
__attribute__((constructor)) static void begin_again(void) { data = outer(data); }
__attribute__((destructor)) static void end(void) { other(1); }
