//! The processor at start-up: what it is, what libraries it can use, and which trampolines fit it.
//!
//! In: CPUID, XCR0, the auxiliary vector; the binary's trampolines, one set per way to save registers. Out: the words that
//! `glibc/cpu` judges, what the search is offered, the trampolines to hand out. Must not: judge (`glibc/cpu`), or know
//! how a trampoline saves (`arch/.../state`). CPUID traps in a virtual machine: each leaf is asked once.

use crate::arch::native::{cpu as instructions, state};
use crate::bytes::Name;
use crate::glibc::cpu::feature::Leaf;
use crate::glibc::cpu::{self, Abilities, Processor};
use crate::link::linker::Hooks;
use crate::mem::stack::{Initial, at};
use crate::plan::hwcaps;
use crate::start::Binary;

/// The words the trampolines read: sizes and masks of what they save.
#[derive(Clone, Copy)]
pub struct SaveCells {
    pub resolve_size: *mut u64,
    pub resolve_mask: *mut u32,
    pub tlsdesc_size: *mut u64,
    pub tlsdesc_mask: *mut u32,
}

/// What CPUID and the kernel say of the processor.
pub fn detect(initial: &Initial) -> Processor {
    let hwcap2 = initial.auxiliary(at::HWCAP2).unwrap_or(0) as u64;
    // SAFETY: `detect` asks for XCR0 only where CPUID says OSXSAVE.
    let mut xcr0 = || unsafe { instructions::xgetbv() };
    cpu::detect(&mut instructions::cpuid, &mut xcr0, hwcap2)
}

/// What libraries of the search may be made for: what the processor has, as the user's tunables and LD_HWCAP_MASK leave it.
pub fn offered(abilities: &Abilities<'_>, mask: u64, initial: &Initial) -> hwcaps::Processor {
    hwcaps::Processor {
        isa: (1 << (abilities.level() as u32 + 1)) - 1,
        platform: abilities.platform().map(core::ffi::CStr::to_bytes).or_else(|| kernels_platform(initial)),
        hwcap: abilities.hwcap() & mask,
    }
}

/// AT_PLATFORM: what the kernel calls the machine.
fn kernels_platform(initial: &Initial) -> Option<&'static [u8]> {
    let text = initial.auxiliary(at::PLATFORM).filter(|&text| text != 0)?;
    // SAFETY: a zero-terminated string that the kernel put above the stack, for as long as the process lives.
    Some(unsafe { Name::new(text as *const u8) }.bytes())
}

/// Chooses the trampolines that fit this processor and tells them what to save.
pub fn hooks(binary: &Binary, processor: &Processor) -> Hooks {
    let word = |leaf: Leaf, register: usize| processor.leaves.leaf(leaf)[register];
    let save = state::save(word(Leaf::L1, 2), word(Leaf::Ld1, 0));
    let size = |mask: u32| match save {
        state::Save::Fxsave => 512,
        state::Save::Xsave => processor.xsave_size,
        state::Save::Xsavec => processor.compact_size(mask).unwrap_or(processor.xsave_size),
    };
    let cells = binary.save;
    for (wanted, size_cell, mask_cell) in [
        (state::ARGUMENT_STATES, cells.resolve_size, cells.resolve_mask),
        (state::ALL_STATES, cells.tlsdesc_size, cells.tlsdesc_mask),
    ] {
        let mask = state::mask(wanted, processor.xcr0);
        // SAFETY: the binary's own words; one thread exists.
        unsafe {
            mask_cell.write(mask);
            size_cell.write(u64::from(size(mask)));
        }
    }
    Hooks {
        resolve: binary.resolve[save as usize],
        tlsdesc_dynamic: binary.tlsdesc[save as usize],
        profile: binary.profile[state::width(processor.xcr0) as usize],
        ..binary.hooks
    }
}
