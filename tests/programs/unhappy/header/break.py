# Writes one folder per defect, each with a liba.so that has it.
import os, struct
good = open("liba.so", "rb").read()
os.remove("liba.so")
def defect(name, *edits):
    b = bytearray(good)
    for at, new in edits: b[at:at + len(new)] = new
    os.makedirs(name, exist_ok=True)
    open(name + "/liba.so", "wb").write(b)
u16, u32, u64 = (lambda v: struct.pack("<H", v)), (lambda v: struct.pack("<I", v)), (lambda v: struct.pack("<Q", v))
headers = [64 + 56 * i for i in range(struct.unpack_from("<H", good, 56)[0])]
kind = lambda h: struct.unpack_from("<I", good, h)[0]
loads = [h for h in headers if kind(h) == 1]
defect("magic", (1, b"ELG"))
defect("class", (4, b"\1"))
defect("data", (5, b"\2"))
defect("ident_version", (6, b"\2"))
defect("osabi", (7, b"\x53"))
defect("osabi_linux", (7, b"\3"))
defect("abiversion", (8, b"\7"))
defect("padding", (12, b"\1"))
defect("version", (20, u32(2)))
defect("machine", (18, u16(183)))
defect("type_rel", (16, u16(1)))
defect("type_core", (16, u16(4)))
defect("type_exec", (16, u16(2)))
defect("phentsize", (54, u16(55)))
defect("phoff", (32, u64(1 << 40)))
defect("phnum", (56, u16(60000)))
defect("no_load", *[(h, u32(4)) for h in loads])
defect("no_dynamic", *[(h, u32(4)) for h in headers if kind(h) == 2])
defect("offset", (loads[-1] + 8, u64(struct.unpack_from("<Q", good, loads[-1] + 8)[0] + 8)))
