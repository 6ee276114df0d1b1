char huge[1 << 30];
