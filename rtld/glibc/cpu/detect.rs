//! Asking CPUID, each leaf once.
//!
//! In: functions that execute CPUID(leaf, subleaf) and read XCR0 (called only if the kernel has enabled it), AT_HWCAP2.
//! Out: [`Processor`]. Leaves that cannot answer anything are not asked; their words are the zeros they would give:
//! a subleaf beyond the count its leaf states, Intel PT (14H) and Key Locker (19H) without their feature bit, XSAVE
//! components that the processor does not list or whose size everybody knows (Intel SDM vol. 2A "CPUID"). Called through `cpu::detect`.
//! Must not: judge.

use super::Registers;
use super::feature::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vendor {
    Intel,
    Amd,
    Hygon,
    Zhaoxin,
    Other,
}

/// An XSAVE state component (CPUID leaf 0DH): its size, and whether it starts at a multiple of 64 when compacted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Component {
    pub size: u32,
    pub aligned: bool,
}

/// What CPUID said.
#[derive(Clone, Debug)]
pub struct Processor {
    pub vendor: Vendor,
    pub max_leaf: u32,
    pub max_extended: u32,
    pub family: u32,
    pub model: u32,
    pub stepping: u32,
    pub leaves: Words,
    /// The states the kernel has enabled; 0 without OSXSAVE.
    pub xcr0: u64,
    /// AT_HWCAP2: bit 1 says that the kernel lets programs use FSGSBASE.
    pub hwcap2: u64,
    /// The size of the standard-format XSAVE area for XCR0; 0: none.
    pub xsave_size: u32,
    pub components: [Component; COMPONENTS],
}

pub const COMPONENTS: usize = 20;
/// The components any trampoline saves: vector and mask state, bounds, AMX tiles, APX. x87 and SSE (0 and 1) lie at
/// fixed places; PKRU (9) must not be saved by user code that means to keep it.
const SAVED: u32 = 0xec | 1 << 17 | 1 << 18 | 1 << 19;

type Cpuid<'a> = &'a mut dyn FnMut(u32, u32) -> Registers;

pub fn detect(cpuid: Cpuid<'_>, xcr0: &mut dyn FnMut() -> u64, hwcap2: u64) -> Processor {
    let [max_leaf, ebx, ecx, edx] = cpuid(0, 0);
    let vendor = vendor([ebx, edx, ecx]);
    let mut processor = Processor {
        vendor,
        max_leaf,
        max_extended: 0,
        family: 0,
        model: 0,
        stepping: 0,
        leaves: Words::NONE,
        xcr0: 0,
        hwcap2,
        xsave_size: 0,
        components: [Component::default(); COMPONENTS],
    };
    // Of a vendor it does not know, glibc trusts neither leaf 1 nor the extended leaves.
    if vendor != Vendor::Other {
        identify(&mut processor, cpuid(1, 0));
        extended_leaves(&mut processor, cpuid);
    }
    basic_leaves(&mut processor, cpuid);
    if processor.leaves.has(OSXSAVE) {
        processor.xcr0 = xcr0();
        state_components(&mut processor, cpuid);
    }
    processor
}

fn vendor(name: [u32; 3]) -> Vendor {
    let mut text = [0; 12];
    for (to, from) in text.chunks_exact_mut(4).zip(name) {
        to.copy_from_slice(&from.to_le_bytes());
    }
    let is = |known: &[u8; 12]| text == *known;
    match () {
        _ if is(b"GenuineIntel") => Vendor::Intel,
        _ if is(b"AuthenticAMD") => Vendor::Amd,
        _ if is(b"HygonGenuine") => Vendor::Hygon,
        _ if is(b"CentaurHauls") || is(b"  Shanghai  ") => Vendor::Zhaoxin,
        _ => Vendor::Other,
    }
}

/// Family, model and stepping from leaf 1 EAX. The extended model counts for family 15, for Intel's family 6 and for
/// all of Zhaoxin's; glibc leaves Zhaoxin's stepping 0.
fn identify(processor: &mut Processor, leaf1: Registers) {
    processor.leaves.put(Leaf::L1, leaf1);
    let [eax, ..] = leaf1;
    let family = (eax >> 8) & 0xf;
    let (model, extended) = ((eax >> 4) & 0xf, (eax >> 12) & 0xf0);
    let uses_extended = match processor.vendor {
        Vendor::Zhaoxin => true,
        Vendor::Intel => family == 6 || family == 15,
        _ => family == 15,
    };
    processor.family = if family == 15 { 15 + ((eax >> 20) & 0xff) } else { family };
    processor.model = if uses_extended { model + extended } else { model };
    processor.stepping = if processor.vendor == Vendor::Zhaoxin { 0 } else { eax & 0xf };
}

fn extended_leaves(processor: &mut Processor, cpuid: Cpuid<'_>) {
    processor.max_extended = cpuid(0x8000_0000, 0)[0];
    for (leaf, index) in
        [(0x8000_0001, Leaf::L80000001), (0x8000_0007, Leaf::L80000007), (0x8000_0008, Leaf::L80000008)]
    {
        if processor.max_extended >= leaf {
            processor.leaves.put(index, cpuid(leaf, 0));
        }
    }
}

fn basic_leaves(processor: &mut Processor, cpuid: Cpuid<'_>) {
    let max = processor.max_leaf;
    let words = &mut processor.leaves;
    if max >= 7 {
        words.put(Leaf::L7, cpuid(7, 0));
        // EAX of subleaf 0 is the highest subleaf.
        if words.leaf(Leaf::L7)[0] >= 1 {
            words.put(Leaf::L7s1, cpuid(7, 1));
        }
    }
    if max >= 0xd {
        words.put(Leaf::Ld1, cpuid(0xd, 1));
    }
    if max >= 0x14 && processor.leaves.has(TRACE) {
        processor.leaves.put(Leaf::L14, cpuid(0x14, 0));
    }
    if max >= 0x19 && processor.leaves.has(KL) {
        processor.leaves.put(Leaf::L19, cpuid(0x19, 0));
    }
    if max >= 0x24 && processor.leaves.has(AVX10) {
        processor.leaves.put(Leaf::L24, cpuid(0x24, 0));
    }
}

fn state_components(processor: &mut Processor, cpuid: Cpuid<'_>) {
    if processor.max_leaf < 0xd {
        return;
    }
    let [supported, size, ..] = cpuid(0xd, 0);
    processor.xsave_size = size;
    // Without XSAVEC only the size of the whole area counts.
    if size == 0 || !processor.leaves.has(XSAVEC) {
        return;
    }
    for (i, component) in (0..).zip(&mut processor.components) {
        if SAVED & supported & (1 << i) != 0 {
            *component = architectural(i).unwrap_or_else(|| {
                let [size, _, flags, _] = cpuid(0xd, i);
                Component { size, aligned: flags & 2 != 0 }
            });
        }
    }
}

/// Components that are the registers themselves, so many of so many bytes (Intel SDM vol. 1, 13.1 and 13.5): a CPUID less
/// for each. All sizes are multiples of 64, so whether they would be aligned to that does not matter.
const fn architectural(component: u32) -> Option<Component> {
    let size = match component {
        // The upper halves of YMM0 to YMM15.
        2 => 16 * 16,
        // Bounds: four pairs of addresses.
        3 => 4 * 16,
        // Opmasks.
        5 => 8 * 8,
        // The upper halves of ZMM0 to ZMM15; ZMM16 to ZMM31.
        6 => 16 * 32,
        7 => 16 * 64,
        _ => return None,
    };
    Some(Component { size, aligned: false })
}
