// LD_DEBUG of a start: each of glibc's categories, line by line; process ids, addresses and cycles are removed.
//#Lib: liba.so lib.c
//#Sh: for c in libs files reloc bindings versions scopes symbols all; do LD_DEBUG=$c run ./prog 2>&1 | sed -E "s/^ *[0-9]+:/P:/; s/0x[0-9a-f]{8,16}/0xA/g; s/phnum: .*//; s/(lookup in|binding|symbol=).*(__tls_get_addr|_dl_|__libc_enable|__rseq|_rtld|__tunable|__libc_stack).*//" | LC_ALL=C grep -v '^P:.*hwcap'; done
//#Sh: LD_DEBUG=statistics run ./prog 2>&1 | sed -E "s/^ *[0-9]+:/P:/; s/[0-9]+ cycles.*/N/; /relative/d"
//#Sh: LD_DEBUG=nonsense,files run ./prog 2>&1 | head -1
int a(void);
int main(void) { return a(); }
