__thread int shared = 1, zero;
