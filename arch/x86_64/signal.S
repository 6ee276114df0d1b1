//! rtld_signal_return: where a signal handler of ours returns to.
//!
//! In:  the stack as the kernel left it, less the return address.
//! Out: nothing: the kernel goes on with what was interrupted.
//! Called by: handlers that sys/proc.rs installs, as their SA_RESTORER.

    .text
    .globl  rtld_signal_return
    .hidden rtld_signal_return
    .type   rtld_signal_return, @function
    .p2align 4
rtld_signal_return:
    movl    $15, %eax                   // rt_sigreturn
    syscall
    ud2
    .size   rtld_signal_return, . - rtld_signal_return

    .section .note.GNU-stack, "", @progbits
