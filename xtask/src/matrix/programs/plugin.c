/* A plugin with TLS of both dynamic and static models, a constructor, a destructor. */
#include <stdio.h>

static __thread int dynamic = 11;
static __thread int fixed __attribute__((tls_model("initial-exec"))) = 22;

static void __attribute__((constructor)) loaded(void) { puts("plugin loaded"); }
static void __attribute__((destructor)) unloaded(void) { puts("plugin unloaded"); }

int values(void) { return dynamic++ * 100 + fixed++; }
