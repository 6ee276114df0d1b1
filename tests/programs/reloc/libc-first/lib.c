#ifdef BOTH
extern void *copies;
void *both(void) { return copies; }
#else
void *memcpy(void *, const void *, unsigned long);
unsigned long strlen(const char *);
void *copies = (void *)memcpy, *measures = (void *)strlen;
#endif
