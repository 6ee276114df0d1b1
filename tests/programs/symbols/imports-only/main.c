// A program that exports nothing: GNU ld makes it a hash table of one empty bucket, behind which its symbols follow at once. With
// as many libraries and references that the loader looks them up by an index.
//#Build: for i in $(seq 0 19); do { for k in $(seq 200); do echo "int f${i}_$k(void) { return $k; }"; done; echo "int g$i(void) { return 0"; for k in $(seq 200); do echo "+ f${i}_$k()"; done; echo "; }"; } > l$i.c; gcc -shared -fPIC l$i.c -o libq$i.so; done
//#Flags: -no-pie -fno-pic -L. -Wl,--no-as-needed -lq0 -lq1 -lq2 -lq3 -lq4 -lq5 -lq6 -lq7 -lq8 -lq9 -lq10 -lq11 -lq12 -lq13 -lq14 -lq15 -lq16 -lq17 -lq18 -lq19
//#Run: LD_BIND_NOW=1 ./prog
//#Run: ./prog
int g0(void), g1(void), g2(void), g3(void), g4(void), g5(void), g6(void), g7(void), g8(void), g9(void);
int main(void) { return (g0() + g1() + g2() + g3() + g4() + g5() + g6() + g7() + g8() + g9()) % 7; }
