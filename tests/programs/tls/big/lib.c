__thread char big[1 << 20] = {1, 2, 3, 4, 5, 6};
