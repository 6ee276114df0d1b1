# What the kernel does not start, and what else a search or the file's headers do not say.
try() { echo "$1 $("$LOADER" --check ./$1 2>&1)"; }
made() { cp good $1; patchelf --set-interpreter $2 $1; }
chmod 755 class/libfoo.so.1
made is-directory /tmp; made is-text /etc/passwd; made is-class $PWD/class/libfoo.so.1
cp good is-mode; chmod 644 is-mode
for p in is-directory is-text is-class is-mode is-gone; do try $p; done
mkdir -p mach stack; cp a/libbar.so.1 mach/; cp a/libbar.so.1 a/libfoo.so.1 stack/
cp a/libfoo.so.1 mach/; printf '\267' | dd of=mach/libfoo.so.1 bs=1 seek=18 conv=notrunc status=none
# PT_GNU_STACK becomes PT_NULL.
python3 - << 'END'
import struct
with open('stack/libfoo.so.1', 'r+b') as f:
    data = bytearray(f.read())
    at, size, count = struct.unpack_from('<Q', data, 32)[0], *struct.unpack_from('<HH', data, 54)
    for i in range(count):
        if struct.unpack_from('<I', data, at + i * size)[0] == 0x6474e551:
            struct.pack_into('<I', data, at + i * size, 0)
    f.seek(0); f.write(data)
END
for d in mach stack; do patchelf --set-rpath $PWD/$d --force-rpath --output in-$d good; done
echo "machine $("$LOADER" --check ./in-mach)"
echo "stack $("$LOADER" --check ./in-stack)"
