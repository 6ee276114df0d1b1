__thread int lib[100] = {1};
