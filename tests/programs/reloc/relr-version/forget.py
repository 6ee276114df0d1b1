# Makes the need of GLIBC_ABI_DT_RELR a second need of GLIBC_2.2.5.
import struct
def elf_hash(name):
    h = 0
    for c in name.encode():
        h = (h << 4) + c
        h = (h ^ (h & 0xf0000000) >> 24) & 0x0fffffff
    return struct.pack("<I", h)
b = bytearray(open("libr.so", "rb").read())
marker, plain = b.index(elf_hash("GLIBC_ABI_DT_RELR")), b.index(elf_hash("GLIBC_2.2.5"))
b[marker:marker + 4] = b[plain:plain + 4]
b[marker + 8:marker + 12] = b[plain + 8:plain + 12]
open("libr.so", "wb").write(b)
