unsigned la_version(unsigned v) { return 99; }
