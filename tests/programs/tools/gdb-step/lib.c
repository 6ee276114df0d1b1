int F(int x) {
    int y = x + 1;
    return y;
}
