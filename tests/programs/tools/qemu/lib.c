__thread int sum = 4; int add(int more) { return sum += more; }
