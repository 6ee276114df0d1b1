#include <stdio.h>
static const char text[] = "relocated";
__thread const char *name = text;
__thread int (*function)(const char *, ...) = printf;
