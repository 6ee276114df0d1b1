# Prints the lists of all namespaces, as a debugger reads them, and whether the program says where they are.
import gdb


def word(at, size=8):
    return int.from_bytes(bytes(gdb.selected_inferior().read_memory(at, size)), "little")


def name(at):
    if not at:
        return "no name"
    text = gdb.parse_and_eval("(char *) %d" % at).string().split("/")[-1]
    return "(loader)" if text.startswith("ld-") else text or "(program)"


def names(at):
    while at:
        yield name(word(at + 8))
        at = word(at + 24)


def debug_entry(program):
    at = word(program + 16)
    while word(at) != 21:
        at += 16
    return word(at + 8)


gdb.execute("set language c")
structure = int(gdb.parse_and_eval("(long) &_r_debug"))
print("listed: told", debug_entry(word(structure + 8)) == structure)
while structure:
    print("listed: state", word(structure + 24, 4), *names(word(structure + 8)))
    structure = word(structure + 40) if word(structure, 4) > 1 else 0
