int inner(int x) {
    return x + 1;
}
int counted(int x) {
    int sum = 0;
    for (int i = 0; i < 100; i++)
        sum += inner(x);
    return sum;
}
int compare(const void *a, const void *b) {
    return *(const int *)a - *(const int *)b;
}
