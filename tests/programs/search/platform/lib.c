const char *where = WHERE;
