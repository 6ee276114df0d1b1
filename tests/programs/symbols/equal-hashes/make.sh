# Names of which many have one hash, each defined in some of LIBS libraries; every fourth has DT_HASH only, as far as asked.
libs=$1 every=$2 names=names
# "ab" and "bA" have one DT_GNU_HASH hash in any context, "ab" and "bR" one DT_HASH hash; then names of all lengths.
{
    printf '%s\n' g{ab,bA}{ab,bA}{ab,bA}{ab,bA}{ab,bA}{ab,bA}{ab,bA}{ab,bA}
    printf '%s\n' s{ab,bR}{ab,bR}{ab,bR}{ab,bR}{ab,bR}{ab,bR}{ab,bR}{ab,bR}
    awk 'BEGIN { for (i = 0; i < 600; i++) { s = "n" i; while (length(s) < 4 + i % 67) s = s "_"; print s } }'
} > $names
awk -v libs=$libs '{
    for (l = 0; l < libs; l++)
        if (NR % libs == l || NR % 3 == 0 && NR % 7 == l % 7) {
            file = "l" l ".s"
            if (!(file in begun)) { print ".data" > file; begun[file] }
            print ".globl " $1 "\n.type " $1 ",@object\n.size " $1 ",8\n" $1 ": .quad " l * 1000000 + NR > file
        }
    print ".quad " $1 > "refs"
}' $names
{ echo '.data; .globl refs; .type refs,@object; refs:'; cat refs; echo '.quad 0; .size refs,.-refs; .section .note.GNU-stack,"",@progbits'; } > refs.s
gcc -shared -nostdlib refs.s -o librefs.so
for ((l = 0; l < libs; l++)); do
    ((l % 4 == 3)) && style=$every || style=gnu
    as l$l.s -o l$l.o && ld -shared --hash-style=$style l$l.o -o libl$l.so
done
