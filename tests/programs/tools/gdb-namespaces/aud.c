unsigned la_version(unsigned version) { return version; }
