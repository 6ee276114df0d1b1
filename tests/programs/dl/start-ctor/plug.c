int in_program(void);
int plug(void) { return 2 * in_program(); }
