# A copy of libc whose build nobody knows: only its build-id differs.
import os, struct, sys

libc = bytearray(open(sys.argv[1], "rb").read())
note = libc.index(struct.pack("<III4s", 4, 20, 3, b"GNU"))
libc[note + 35] ^= 0xff
os.makedirs("other", exist_ok=True)
open("other/libc.so.6", "wb").write(libc)
