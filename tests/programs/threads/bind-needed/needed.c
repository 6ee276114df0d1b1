int needed(int n) { return n; }
int needed_too(int n) { return n; }
__attribute__((visibility("protected"))) int protected_one(int n) { return n; }
