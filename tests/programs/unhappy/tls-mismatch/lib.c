#ifdef TLS
__thread
#endif
int v = 3;
