__thread char large[65536] = {1};
char *get(void) { return large; }
