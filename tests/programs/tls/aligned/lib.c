__thread __attribute__((aligned(4096))) char page[4096] = "PQ";
__thread __attribute__((aligned(64))) char line[64] = "L";
