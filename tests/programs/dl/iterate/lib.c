__thread int t = 1;
int here;
