extern char fixed_value[];
char *get(void) { return fixed_value; }
