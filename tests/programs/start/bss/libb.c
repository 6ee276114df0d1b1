unsigned char odd[3] = {7, 8, 9}, after[70001];
