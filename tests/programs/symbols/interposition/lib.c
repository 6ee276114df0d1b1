#define P(a, b) a##b
#define N(a, b) P(a, b)
#ifdef PROTECTED
__attribute__((visibility("protected")))
#endif
#ifdef HIDDEN
__attribute__((visibility("hidden")))
#endif
int common(void) { return 1; }
#ifdef PROTECTED
__attribute__((visibility("protected")))
#endif
#ifdef HIDDEN
__attribute__((visibility("hidden")))
#endif
int datum = 2;
int N(NAME, _call)(void) { return common(); }
int N(NAME, _data)(void) { return datum; }
int (*N(NAME, _address)(void))(void) { return common; }
