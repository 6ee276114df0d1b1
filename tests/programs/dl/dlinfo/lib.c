__thread int t = 4, u;
