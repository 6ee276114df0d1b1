//! The variables that the binary defines: what libc and debuggers import by name, and what the trampolines read (hidden:
//! not in the version script).
//!
//! In: nothing. Out: zeroes; start-up fills them. What start-up writes and nobody after it lies in `.data.rel.ro.sealed`,
//! inside our PT_GNU_RELRO (`start::seal`). Must not: be written from here.

use rtld::glibc::tables::ALL;
use rtld::link::debugger::RDebug;

/// Room for the largest known layout; libc knows where in it each field is.
#[repr(C, align(16))]
pub struct Block<const N: usize>([u8; N]);

const GLOBAL: usize = 4352;
const GLOBAL_RO: usize = 976;

const _: () = {
    let mut i = 0;
    while i < ALL.len() {
        assert!(ALL[i].global.size as usize <= GLOBAL && ALL[i].global_ro.size as usize <= GLOBAL_RO);
        i += 1;
    }
};

#[unsafe(no_mangle)]
pub static mut _rtld_global: Block<GLOBAL> = Block([0; GLOBAL]);
#[unsafe(no_mangle)]
#[unsafe(link_section = ".data.rel.ro.sealed")]
pub static mut _rtld_global_ro: Block<GLOBAL_RO> = Block([0; GLOBAL_RO]);

unsafe extern "C" {
    /// The extended structure; the exported symbol says 40 bytes, the size of the plain one, which is what a program
    /// COPYes. Rust cannot state a symbol's size, so it is defined below.
    #[link_name = "_r_debug"]
    pub static mut r_debug: RDebug;
}

core::arch::global_asm!(
    ".pushsection .bss._r_debug, \"aw\", @nobits",
    ".balign 16",
    ".globl _r_debug",
    ".type _r_debug, @object",
    "_r_debug: .zero {extended}",
    ".size _r_debug, 40",
    ".popsection",
    extended = const size_of::<RDebug>(),
);

#[unsafe(no_mangle)]
#[unsafe(link_section = ".data.rel.ro.sealed")]
pub static mut _dl_argv: *mut *mut u8 = core::ptr::null_mut();
#[unsafe(no_mangle)]
#[unsafe(link_section = ".data.rel.ro.sealed")]
pub static mut __libc_stack_end: *mut u8 = core::ptr::null_mut();
#[unsafe(no_mangle)]
#[unsafe(link_section = ".data.rel.ro.sealed")]
pub static mut __libc_enable_secure: i32 = 0;
#[unsafe(no_mangle)]
#[unsafe(link_section = ".data.rel.ro.sealed")]
pub static mut __rseq_offset: isize = 0;
#[unsafe(no_mangle)]
#[unsafe(link_section = ".data.rel.ro.sealed")]
pub static mut __rseq_size: u32 = 0;
#[unsafe(no_mangle)]
#[unsafe(link_section = ".data.rel.ro.sealed")]
pub static mut __pointer_chk_guard: u64 = 0;
#[unsafe(no_mangle)]
pub static __rseq_flags: u32 = 0;
#[unsafe(no_mangle)]
pub static mut __nptl_initial_report_events: u8 = 0;

// What the trampolines read.
#[unsafe(no_mangle)]
#[unsafe(link_section = ".data.rel.ro.sealed")]
pub static mut rtld_xsave_size: u64 = 0;
#[unsafe(no_mangle)]
#[unsafe(link_section = ".data.rel.ro.sealed")]
pub static mut rtld_xsave_mask: u32 = 0;
#[unsafe(no_mangle)]
#[unsafe(link_section = ".data.rel.ro.sealed")]
pub static mut rtld_tlsdesc_size: u64 = 0;
#[unsafe(no_mangle)]
#[unsafe(link_section = ".data.rel.ro.sealed")]
pub static mut rtld_tlsdesc_mask: u32 = 0;

#[repr(transparent)]
pub struct GenerationPointer(pub *const u64);

// SAFETY: points to an atomic that lives for ever.
unsafe impl Sync for GenerationPointer {}

static NO_GENERATION: u64 = 0;

#[unsafe(no_mangle)]
#[unsafe(link_section = ".data.rel.ro.sealed")]
pub static mut rtld_tls_generation: GenerationPointer = GenerationPointer(&raw const NO_GENERATION);
