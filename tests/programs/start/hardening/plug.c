// A table of addresses that is to be read-only once it is relocated.
static int one(void) { return 1; }
int (*const plugin_table[])(void) = {one};
