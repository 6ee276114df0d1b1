# Writes many.S (5,000 functions that only return their number) and calls.S (5,000 calls through PLT slots, and the code
# that fills and saves the registers around one of them).
N = 5000
with open("many.S", "w") as f:
    f.write(".text\n")
    for i in range(N):
        f.write(f".globl f{i}\n.type f{i},@function\nf{i}: mov ${i}, %eax\nret\n.size f{i}, .-f{i}\n")
    f.write('.section .note.GNU-stack,"",@progbits\n')
with open("calls.S", "w") as f:
    w = f.write
    w(".section .rodata\n.globl callers\n.align 8\ncallers:\n")
    for i in range(N): w(f".long c{i} - callers\n")
    w(".text\n")
    for i in range(N): w(f"c{i}: sub $8, %rsp\ncall f{i}@PLT\nadd $8, %rsp\nret\n")
    V, M, X, R, W = 64, 64 + 2048, 64 + 2048 + 64, 64 + 2048 + 64 + 32, 64 + 2048 + 64 + 32 + 8
    regs = ["rdi", "rsi", "rdx", "rcx", "r8", "r9"]
    w(".globl with_state\n.type with_state,@function\nwith_state:\npush %rbx\npush %r12\npush %r13\nmov %rdi, %rbx\nmov %rsi, %r12\nmov %rdx, %r13\n")
    w(f"fldt {X}(%rbx)\nfldt {X+16}(%rbx)\n")
    w(f"cmpq $0, {W}(%rbx)\nje 1f\n")
    for i in range(32): w(f"vmovdqu64 {V+64*i}(%rbx), %zmm{i}\n")
    for i in range(1, 8): w(f"kmovq {M+8*i}(%rbx), %k{i}\n")
    w("jmp 2f\n1:\n")
    for i in range(16): w(f"movdqu {V+64*i}(%rbx), %xmm{i}\n")
    w("2:\n")
    for i, r in enumerate(regs): w(f"mov {8*i}(%rbx), %{r}\n")
    w("xor %eax, %eax\ncall *%r13\n")
    w(f"mov %rax, {R}(%r12)\n")
    for i, r in enumerate(regs): w(f"mov %{r}, {8*i}(%r12)\n")
    w(f"cmpq $0, {W}(%rbx)\nje 1f\n")
    for i in range(32): w(f"vmovdqu64 %zmm{i}, {V+64*i}(%r12)\n")
    for i in range(1, 8): w(f"kmovq %k{i}, {M+8*i}(%r12)\n")
    w("vzeroupper\njmp 2f\n1:\n")
    for i in range(16): w(f"movdqu %xmm{i}, {V+64*i}(%r12)\n")
    w(f"2:\nfstpt {X+16}(%r12)\nfstpt {X}(%r12)\npop %r13\npop %r12\npop %rbx\nret\n")
    w('.section .note.GNU-stack,"",@progbits\n')
