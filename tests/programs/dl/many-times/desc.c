// Too large for a place in the static block, and many descriptors.
__thread int a[2000] = {4}, b, c, d, e, f, g, h;
static int n = 3;
int step(void) { return n++ + a[0]++ + b + c + d + e + f + g + h; }
