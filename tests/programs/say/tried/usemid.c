int mid(void);
int main(void) { return mid(); }
