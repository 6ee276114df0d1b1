# Prints the link map's names, as a debugger reads them: _r_debug.r_map, then l_name and l_next of each.
import gdb


def word(at):
    return int.from_bytes(bytes(gdb.selected_inferior().read_memory(at, 8)), "little")


def names():
    at = word(int(gdb.parse_and_eval("(long) &_r_debug")) + 8)
    while at:
        name = gdb.parse_and_eval("(char *) %d" % word(at + 8)).string()
        yield name or "(program)", "%s dynamic section" % ("a" if word(at + 16) else "no")
        at = word(at + 24)


# The loader may be written in any language; the expressions above are C.
gdb.execute("set language c")
for name, dynamic in names():
    print("listed:", name, dynamic)
