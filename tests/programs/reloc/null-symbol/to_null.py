# Turns the R_X86_64_64 of a file into others: INFO as the r_info of each.
import struct, subprocess, sys
path, infos = sys.argv[1], [int(a, 0) for a in sys.argv[2:]]
data = bytearray(open(path, 'rb').read())
rows = [l.split() for l in subprocess.run(['readelf', '-SW', path], capture_output=True, text=True).stdout.splitlines()]
row = next(r[r.index('.rela.dyn'):] for r in rows if '.rela.dyn' in r)
offset, size = int(row[3], 16), int(row[4], 16)
places = [at + 8 for at in range(offset, offset + size, 24) if data[at + 8] == 1]
for at, info in zip(places, infos):
    data[at:at + 8] = struct.pack('<Q', info)
open(path, 'wb').write(data)
