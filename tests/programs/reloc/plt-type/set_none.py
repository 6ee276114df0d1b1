# Turns the first R_X86_64_JUMP_SLOT of a file into R_X86_64_NONE.
import struct, subprocess, sys
path = sys.argv[1]
bytes_ = bytearray(open(path, 'rb').read())
table = [l.split() for l in subprocess.run(['readelf', '-SW', path], capture_output=True, text=True).stdout.splitlines()]
row = next(r[r.index('.rela.plt'):] for r in table if '.rela.plt' in r)
offset = int(row[3], 16)
addend = bytes_[offset + 16:offset + 24]
where = struct.unpack_from('<Q', bytes_, offset)[0]
bytes_[offset:offset + 24] = struct.pack('<QQ', where, 0) + addend
open(path, 'wb').write(bytes_)
