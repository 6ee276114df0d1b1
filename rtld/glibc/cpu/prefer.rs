//! Judgements: what is fast or slow on a model, and what the user's `glibc.cpu.hwcaps` changes.
//!
//! In: [`Processor`], the rules of a generation, tunables. Out: [`Preferences`], and features withdrawn because the model
//! has them broken. glibc: `init_cpu_features` in `sysdeps/x86/cpu-features.c`, `cpu-tunables.c`; the models are in Intel
//! SDM vol. 4 table 2-1. Called by `cpu::abilities`. Must not: ask the processor.

use super::feature::*;
use super::{Abilities, Processor, Vendor};
use crate::bytes::Label;
use crate::glibc::layout::{Preference, Preference::*, Rules};
use crate::glibc::tunables::{Name, Tunables};

/// A set of [`Preference`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preferences(u32);

impl Preferences {
    pub fn has(self, preference: Preference) -> bool {
        self.0 & (1 << preference as u32) != 0
    }

    pub fn add(&mut self, preferences: &[Preference]) {
        for &preference in preferences {
            self.0 |= 1 << preference as u32;
        }
    }

    pub fn remove(&mut self, preference: Preference) {
        self.0 &= !(1 << preference as u32);
    }
}

#[derive(Clone, Copy, Debug)]
pub struct Judgement {
    pub preferred: Preferences,
    /// Copies larger than the last cache divided by this bypass it (2.41).
    pub divisor: u64,
}

pub fn judge(processor: &Processor, rules: Rules, active: &mut Words) -> Judgement {
    let present = &processor.leaves;
    let newer = rules >= Rules::Glibc241;
    let mut judged = Judgement { preferred: Preferences::default(), divisor: 4 };
    if active.has(AVX2) {
        judged.preferred.add(&[AvxFastUnalignedLoad]);
    }
    if newer && !matches!(processor.vendor, Vendor::Intel | Vendor::Amd | Vendor::Hygon) {
        judged.preferred.add(&[AvoidNonTemporalMemset]);
    }
    match processor.vendor {
        Vendor::Intel => intel(processor, rules, active, &mut judged),
        Vendor::Amd => amd(processor, rules, active, &mut judged),
        Vendor::Hygon if !newer => amd(processor, rules, active, &mut judged),
        Vendor::Zhaoxin => zhaoxin(processor, rules, active, &mut judged),
        Vendor::Hygon if rules >= Rules::Glibc243 => hygon(processor, &mut judged),
        Vendor::Hygon | Vendor::Other => {}
    }
    if present.has(CX8) {
        judged.preferred.add(&[I586]);
    }
    if present.has(CMOV) {
        judged.preferred.add(&[I686]);
    }
    if newer && !active.has(ERMS) {
        judged.preferred.add(&[AvoidStosb]);
    }
    judged
}

const UNALIGNED: [Preference; 3] = [FastUnalignedLoad, FastUnalignedCopy, PreferPminubForStringop];

/// How Intel's cores differ for string functions.
enum Core {
    Bonnell,
    /// Silvermont to Goldmont Plus, Knights Landing.
    Silvermont,
    Tremont,
    /// Nehalem and Westmere: good at strings without AVX.
    Nehalem,
    /// Sandy Bridge to Broadwell.
    SandyBridge,
    /// Skylake's servers and Cannon Lake.
    SkylakeServer,
    /// Skylake's clients and everything large since.
    Skylake,
    Unknown,
}

fn intel(processor: &Processor, rules: Rules, active: &mut Words, judged: &mut Judgement) {
    let present = &processor.leaves;
    let core = core(processor, rules);
    let unaligned_and = |preference| [UNALIGNED[0], UNALIGNED[1], UNALIGNED[2], preference];
    match core {
        Core::Bonnell => judged.preferred.add(&[SlowBsf]),
        Core::Silvermont => judged.preferred.add(&unaligned_and(SlowSse42)),
        Core::Tremont => {
            judged.preferred.add(&unaligned_and(SlowSse42));
            judged.preferred.add(&[FastRepString]);
        }
        Core::Nehalem => judged.preferred.add(&unaligned_and(FastRepString)),
        _ if present.has(AVX) && (processor.family == 6 || rules >= Rules::Glibc241) => {
            judged.preferred.add(&unaligned_and(FastRepString));
        }
        _ => {}
    }
    judged.divisor = match core {
        Core::Nehalem | Core::SandyBridge => 8,
        Core::Skylake | Core::SkylakeServer => 2,
        _ => 4,
    };
    if rules >= Rules::Glibc241 && matches!(core, Core::SkylakeServer) {
        judged.preferred.add(&[AvoidNonTemporalMemset]);
    }
    withdraw_transactions(processor, active);
    if present.has(AVX512ER) {
        judged.preferred.add(&[PreferNoVzeroupper]);
    } else {
        // Wide stores lower the frequency of the first AVX-512 processors, those without AVX-VNNI.
        if rules == Rules::Glibc231 || !present.has(AVX_VNNI) {
            judged.preferred.add(&[PreferNoAvx512]);
        }
        if rules == Rules::Glibc231 {
            judged.preferred.add(&[PreferAvx2Strcmp]);
        }
        // VZEROUPPER aborts a transaction.
        if active.has(RTM) {
            judged.preferred.add(&[PreferNoVzeroupper]);
        }
    }
    if present.has(FSRM) {
        judged.preferred.add(&[AvoidShortDistanceRepMovsb]);
    }
}

fn core(processor: &Processor, rules: Rules) -> Core {
    match (processor.family, processor.model) {
        (6, 0x1c | 0x26) => Core::Bonnell,
        (6, 0x27 | 0x35 | 0x36) if rules >= Rules::Glibc241 => Core::Bonnell,
        (6, 0x37 | 0x4a | 0x4c | 0x4d | 0x57 | 0x5a | 0x5c | 0x5d | 0x5f | 0x75 | 0x7a) => Core::Silvermont,
        (6, 0x86 | 0x96 | 0x9c) => Core::Tremont,
        (6, 0x1a | 0x1e | 0x1f | 0x25 | 0x2c | 0x2e | 0x2f) => Core::Nehalem,
        (6, 0x2a | 0x2d | 0x3a | 0x3c..=0x3f | 0x45..=0x47 | 0x4f | 0x56) => Core::SandyBridge,
        (6, 0x55 | 0x66) => Core::SkylakeServer,
        (6, 0x4e | 0x5e | 0x6a | 0x6c | 0x7d | 0x7e | 0x8a | 0x8c..=0x8f | 0x97 | 0x9a | 0x9d | 0x9e) => {
            Core::Skylake
        }
        (6, 0xa5..=0xa7 | 0xaa | 0xac..=0xae | 0xb5 | 0xb7 | 0xba | 0xbd..=0xbf) => Core::Skylake,
        (6, 0xc5 | 0xc6 | 0xcc | 0xcf | 0xd5) => Core::Skylake,
        (18, 1 | 3) | (19, 1) => Core::Skylake,
        _ => Core::Unknown,
    }
}

/// TSX is broken on these models, with or without the microcode that says so.
fn withdraw_transactions(processor: &Processor, active: &mut Words) {
    if processor.family != 6 {
        return;
    }
    match (processor.model, processor.stepping) {
        (0x55, ..=5) | (0x8e | 0x9e, ..=0xc) | (0x4e | 0x5e, _) => {
            active.remove(const { &Words::of(&[HLE, RTM]) });
            active.set(RTM_ALWAYS_ABORT);
        }
        (0x3f, ..=3) | (0x3c | 0x45 | 0x46, _) => active.clear(RTM),
        _ => {}
    }
}

fn amd(processor: &Processor, rules: Rules, active: &mut Words, judged: &mut Judgement) {
    // Zen 5: the first whose vectors of 512 bits are one piece.
    if rules >= Rules::Glibc244 && processor.family == 0x1a && active.has(AVX512F) {
        judged.preferred.add(&[PreferEvex512]);
    }
    if active.has(AVX) {
        active.add(&processor.leaves, const { &Words::of(&[FMA4]) });
    }
    // Excavator.
    if processor.family == 0x15 && (0x60..=0x7f).contains(&processor.model) {
        judged.preferred.add(&[FastUnalignedLoad, FastCopyBackward]);
        judged.preferred.remove(AvxFastUnalignedLoad);
    }
}

fn hygon(processor: &Processor, judged: &mut Judgement) {
    match processor.model {
        ..4 => judged.preferred.remove(AvxFastUnalignedLoad),
        7 => judged.preferred.add(&[PreferNoAvx512]),
        _ => {}
    }
}

fn zhaoxin(processor: &Processor, rules: Rules, active: &mut Words, judged: &mut Judgement) {
    let slow_avx = match (processor.family, processor.model) {
        (6, 0x0f | 0x19) | (7, 0x1b) => {
            judged.preferred.add(&[SlowSse42]);
            true
        }
        (7, 0x3b) => true,
        (7, model @ (0x5b | 0x6b)) if rules >= Rules::Glibc241 => {
            judged.divisor = if model == 0x5b { 2 } else { 4 };
            judged.preferred.add(&[PreferNoVzeroupper, FastUnalignedLoad]);
            judged.preferred.remove(AvxFastUnalignedLoad);
            false
        }
        _ => false,
    };
    if slow_avx {
        active.remove(const { &Words::of(&[AVX, AVX2]) });
        judged.preferred.remove(AvxFastUnalignedLoad);
    }
}

/// What an item of `glibc.cpu.hwcaps` names. Features can only be switched off; preferences also on, some only where
/// a feature is usable.
enum Item {
    Feature(Feature),
    Off(Preference),
    Both(Preference),
    Needs(Preference, Feature),
}

#[rustfmt::skip]
static ITEMS: [(Label<26>, Item); 45] = [
    (Label::of("AVX"), Item::Feature(AVX)), (Label::of("CX8"), Item::Feature(CX8)), (Label::of("FMA"), Item::Feature(FMA)),
    (Label::of("HTT"), Item::Feature(HTT)), (Label::of("RTM"), Item::Feature(RTM)),
    (Label::of("AVX2"), Item::Feature(AVX2)), (Label::of("BMI1"), Item::Feature(BMI1)),
    (Label::of("BMI2"), Item::Feature(BMI2)), (Label::of("CMOV"), Item::Feature(CMOV)),
    (Label::of("ERMS"), Item::Feature(ERMS)), (Label::of("FMA4"), Item::Feature(FMA4)),
    (Label::of("SSE2"), Item::Feature(SSE2)), (Label::of("I586"), Item::Off(I586)), (Label::of("I686"), Item::Off(I686)),
    (Label::of("LZCNT"), Item::Feature(LZCNT)), (Label::of("MOVBE"), Item::Feature(MOVBE)),
    (Label::of("SSSE3"), Item::Feature(SSSE3)), (Label::of("XSAVE"), Item::Feature(XSAVE)),
    (Label::of("POPCNT"), Item::Feature(POPCNT)), (Label::of("SSE4_1"), Item::Feature(SSE4_1)),
    (Label::of("SSE4_2"), Item::Feature(SSE4_2)), (Label::of("XSAVEC"), Item::Feature(XSAVEC)),
    (Label::of("AVX512F"), Item::Feature(AVX512F)), (Label::of("OSXSAVE"), Item::Feature(OSXSAVE)),
    (Label::of("AVX512CD"), Item::Feature(AVX512CD)), (Label::of("AVX512BW"), Item::Feature(AVX512BW)),
    (Label::of("AVX512DQ"), Item::Feature(AVX512DQ)), (Label::of("AVX512ER"), Item::Feature(AVX512ER)),
    (Label::of("AVX512PF"), Item::Feature(AVX512PF)), (Label::of("AVX512VL"), Item::Feature(AVX512VL)),
    (Label::of("Slow_BSF"), Item::Both(SlowBsf)), (Label::of("Prefer_ERMS"), Item::Both(PreferErms)),
    (Label::of("Prefer_FSRM"), Item::Both(PreferFsrm)), (Label::of("Avoid_STOSB"), Item::Both(AvoidStosb)),
    (Label::of("Slow_SSE4_2"), Item::Needs(SlowSse42, SSE4_2)), (Label::of("Fast_Rep_String"), Item::Both(FastRepString)),
    (Label::of("Prefer_No_AVX512"), Item::Needs(PreferNoAvx512, AVX512F)),
    (Label::of("Fast_Copy_Backward"), Item::Both(FastCopyBackward)),
    (Label::of("Fast_Unaligned_Load"), Item::Both(FastUnalignedLoad)),
    (Label::of("Fast_Unaligned_Copy"), Item::Both(FastUnalignedCopy)),
    (Label::of("Prefer_No_VZEROUPPER"), Item::Needs(PreferNoVzeroupper, AVX)),
    (Label::of("AVX_Fast_Unaligned_Load"), Item::Needs(AvxFastUnalignedLoad, AVX)),
    (Label::of("MathVec_Prefer_No_AVX512"), Item::Needs(MathVecPreferNoAvx512, AVX512F)),
    (Label::of("Avoid_Non_Temporal_Memset"), Item::Both(AvoidNonTemporalMemset)),
    (Label::of("Prefer_PMINUB_for_stringop"), Item::Needs(PreferPminubForStringop, SSE2)),
];

/// `glibc.cpu.hwcaps=-AVX2,Prefer_ERMS,...` and `glibc.cpu.prefer_map_32bit_exec`. A preference that the libc at hand does
/// not know has no bit in its layout and so no effect.
pub fn obey(abilities: &mut Abilities<'_>, rules: Rules, tunables: &Tunables<'_>) {
    let items = tunables.text(Name::CpuHwcaps).map(|text| text.split(|&b| b == b','));
    for item in items.into_iter().flatten() {
        let (off, name) = match item {
            [b'-', name @ ..] => (true, name),
            name => (false, name),
        };
        if let Some((_, item)) = ITEMS.iter().find(|(known, _)| known.bytes() == name) {
            apply(abilities, item, off);
        }
    }
    if rules >= Rules::Glibc241 && tunables.number(Name::CpuPreferMap32bitExec) != 0 {
        abilities.preferred.add(&[PreferMap32bitExec]);
    }
}

fn apply(abilities: &mut Abilities<'_>, item: &Item, off: bool) {
    match *item {
        Item::Feature(feature) if off => {
            abilities.active.clear(feature);
            if feature == XSAVEC {
                abilities.xsave_state_size = abilities.xsave_state_full_size;
            }
        }
        Item::Off(preference) | Item::Both(preference) | Item::Needs(preference, _) if off => {
            abilities.preferred.remove(preference);
        }
        Item::Both(preference) => abilities.preferred.add(&[preference]),
        Item::Needs(preference, feature) if abilities.active.has(feature) => {
            abilities.preferred.add(&[preference]);
        }
        _ => {}
    }
}
