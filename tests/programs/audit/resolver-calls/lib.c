int calls;
int twice(int n) { return calls++, 2 * n; }
int once(int n) { return n; }
static int mine(void) { return once(calls) + twice(2); }
static int (*resolve(void))(void) {
    twice(4);
    return mine;
}
static int own(void) __attribute__((ifunc("resolve")));
int chosen(void) { return own(); }
