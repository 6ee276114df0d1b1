char array[N] = "abc";
