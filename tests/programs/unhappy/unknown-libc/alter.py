# Makes copies of libc, each of another build and saying something else of itself in one place: in `size`, that struct pthread
# is larger than it is (_thread_db_sizeof_pthread, which libthread_db reads); in the folders called by another of these names,
# that this member lies elsewhere; in `code`, _dl_find_object jumps through another field of _rtld_global_ro.
import os, re, struct, subprocess, sys

libc = sys.argv[1]
listing = subprocess.run(["readelf", "-W", "--dyn-syms", libc], capture_output=True, text=True).stdout
original = bytearray(open(libc, "rb").read())
# A build that is known by its build-id is not asked anything: the last byte of the note tells another one.
note = original.index(struct.pack("<III4s", 4, 20, 3, b"GNU"))
original[note + 35] ^= 0xff


def place(symbol):
    address = int(re.search(r"([0-9a-f]{16}) .* %s@" % symbol, listing).group(1), 16)
    phoff, phnum = struct.unpack_from("<Q", original, 32)[0], struct.unpack_from("<H", original, 56)[0]
    for i in range(phnum):
        kind, _, offset, vaddr, _, filesz, _, _ = struct.unpack_from("<IIQQQQQQ", original, phoff + 56 * i)
        if kind == 1 and vaddr <= address < vaddr + filesz:
            return offset + address - vaddr


def alter(folder, at, by):
    b = bytearray(original)
    struct.pack_into("<I", b, at, struct.unpack_from("<I", b, at)[0] + by)
    os.makedirs(folder, exist_ok=True)
    open(folder + "/libc.so.6", "wb").write(b)


alter("size", place("_thread_db_sizeof_pthread"), 256)
for member in [
    "rtld_global__dl_tls_dtv_slotinfo_list",
    "rtld_global__dl_stack_used",
    "rtld_global__dl_stack_user",
    "link_map_l_tls_modid",
    "link_map_l_tls_offset",
    "pthread_list",
    "pthread_tid",
    "pthread_report_events",
    "pthread_dtvp",
]:
    alter(member, place("_thread_db_" + member) + 8, 8)
function = place("_dl_find_object")
alter("code", original.index(b"\xff\xa0", function, function + 32) + 2, 8)
