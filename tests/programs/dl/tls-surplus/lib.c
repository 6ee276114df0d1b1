static __thread int v[2500] = {[2499] = 6};
int get(void) { return v[2499]; }
