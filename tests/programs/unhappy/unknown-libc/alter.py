# Makes libc say of itself that struct pthread is larger than it is: _thread_db_sizeof_pthread, which libthread_db reads.
import re, struct, subprocess
out = subprocess.run(["readelf", "-W", "--dyn-syms", "d/libc.so.6"], capture_output=True, text=True).stdout
address = int(re.search(r"([0-9a-f]{16}) .* _thread_db_sizeof_pthread@", out).group(1), 16)
b = bytearray(open("d/libc.so.6", "rb").read())
phoff, phnum = struct.unpack_from("<Q", b, 32)[0], struct.unpack_from("<H", b, 56)[0]
for i in range(phnum):
    kind, _, offset, vaddr, _, filesz, _, _ = struct.unpack_from("<IIQQQQQQ", b, phoff + 56 * i)
    if kind == 1 and vaddr <= address < vaddr + filesz:
        at = offset + address - vaddr
        struct.pack_into("<I", b, at, struct.unpack_from("<I", b, at)[0] + 256)
open("d/libc.so.6", "wb").write(b)
