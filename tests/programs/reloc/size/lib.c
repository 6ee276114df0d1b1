__attribute__((visibility("default"))) int array[37] = {1, 2, 3, 4};
