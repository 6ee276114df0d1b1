//! The model against recordings of the real dynamic linker: glibc's ld.so (Debian 2.36 and 2.41) was run with CPUID
//! intercepted and answered from a table; `recorded/` holds the table and the `struct cpu_features` it made of it.

use super::*;
use crate::glibc::tables::{DEBIAN_2_36, DEBIAN_2_41};
use crate::glibc::tunables::Privilege;
use std::{collections::HashMap, vec, vec::Vec};

/// XCR0 and AT_HWCAP2 of the machine that recorded.
const XCR0: u64 = 0x2ff;
const HWCAP2: u64 = 2;

struct Recording {
    answers: HashMap<(u32, u32), Registers>,
    expected: [Vec<u8>; 2],
}

/// Lines "leaf subleaf eax ebx ecx edx" (subleaf ffffffff: any), then "2.36 bytes" and "2.41 bytes".
fn recording(text: &str) -> Recording {
    let mut answers = HashMap::new();
    let mut expected = [vec![], vec![]];
    for line in text.lines() {
        let mut words = line.split_whitespace();
        let first = words.next().unwrap();
        let hex = |digits: &str| u32::from_str_radix(digits, 16).unwrap();
        if let Some(version) = ["2.36", "2.41"].iter().position(|&v| v == first) {
            let digits = words.next().unwrap().as_bytes().chunks(2);
            let bytes = digits.map(|pair| hex(core::str::from_utf8(pair).unwrap()) as u8);
            expected[version] = bytes.collect();
        } else {
            let rest: Vec<u32> = words.map(hex).collect();
            answers.insert((hex(first), rest[0]), rest[1..].try_into().unwrap());
        }
    }
    Recording { answers, expected }
}

impl Recording {
    fn features(&self, rules: Rules, tunables: &[u8]) -> (CpuFeatures<'static>, usize) {
        let mut executed = 0;
        let mut cpuid = |leaf, subleaf| {
            executed += 1;
            let exact = self.answers.get(&(leaf, subleaf));
            exact.or(self.answers.get(&(leaf, u32::MAX))).copied().unwrap_or([0; 4])
        };
        let mut values = Tunables::default();
        values.read(tunables, Privilege::Ordinary);
        let processor = detect(&mut cpuid, &mut || XCR0, HWCAP2);
        let caches = caches(&processor, rules, &mut cpuid);
        // Tests may keep it: it is small.
        let processor = std::boxed::Box::leak(std::boxed::Box::new(processor));
        (features(processor, &caches, rules, &values), executed)
    }
}

const CASCADE_LAKE: &str = include_str!("recorded/cascade_lake.txt");
const ALL: [&str; 4] = [
    CASCADE_LAKE,
    include_str!("recorded/zen3.txt"),
    include_str!("recorded/westmere.txt"),
    include_str!("recorded/pentium4.txt"),
];

#[test]
fn the_bytes_are_those_of_the_real_linker() {
    for (i, text) in ALL.into_iter().enumerate() {
        let recording = recording(text);
        for (layout, expected) in [&DEBIAN_2_36, &DEBIAN_2_41].into_iter().zip(&recording.expected) {
            let (features, _) = recording.features(layout.cpu.rules, b"");
            let mut bytes = vec![0xaa; layout.cpu.size as usize];
            write(&features, &layout.cpu, &mut bytes);
            assert_eq!(bytes.len(), expected.len());
            let wrong = (0..bytes.len()).find(|&at| bytes[at] != expected[at]);
            assert_eq!(wrong, None, "processor {i}, {}", layout.version.text());
        }
    }
}

#[test]
fn cpuid_is_executed_seldom() {
    // glibc: 67 and 70.
    for rules in [Rules::Glibc236, Rules::Glibc241] {
        assert_eq!(recording(CASCADE_LAKE).features(rules, b"").1, 17);
    }
}

#[test]
fn levels_platform_and_hwcap_follow_the_tunables() {
    let of = |tunables: &[u8]| {
        let (f, _) = recording(CASCADE_LAKE).features(Rules::Glibc236, tunables);
        (f.abilities.level(), f.abilities.platform(), f.abilities.hwcap())
    };
    assert_eq!(of(b""), (Level::V4, Some(c"haswell"), 6));
    assert_eq!(of(b"glibc.cpu.hwcaps=-AVX512F"), (Level::V3, Some(c"haswell"), 6));
    assert_eq!(of(b"glibc.cpu.hwcaps=-AVX2,-ERMS"), (Level::V2, None, 6));
    assert_eq!(of(b"glibc.cpu.hwcaps=-OSXSAVE"), (Level::V2, None, 2));
    assert_eq!(of(b"glibc.cpu.hwcaps=-SSE2"), (Level::Baseline, Some(c"haswell"), 6));
}

#[test]
fn thresholds_follow_the_tunables() {
    let of = |tunables: &[u8]| recording(CASCADE_LAKE).features(Rules::Glibc236, tunables).0.thresholds;
    let set = of(b"glibc.cpu.x86_non_temporal_threshold=0x8000:glibc.cpu.x86_rep_movsb_threshold=4000");
    assert_eq!((set.non_temporal, set.rep_movsb_stop, set.rep_movsb), (0x8000, 0x8000, 4000));
    let low = of(b"glibc.cpu.x86_non_temporal_threshold=1:glibc.cpu.x86_rep_movsb_threshold=10");
    assert_eq!(low, of(b""));
}

#[test]
fn without_xsavec_the_whole_area_is_saved() {
    let of = |tunables: &[u8]| recording(CASCADE_LAKE).features(Rules::Glibc236, tunables).0;
    assert_eq!((of(b"").abilities.xsave_state_size, of(b"").abilities.xsave_state_full_size), (2560, 2816));
    assert_eq!(of(b"glibc.cpu.hwcaps=-XSAVEC").abilities.xsave_state_size, 2816);
    assert_eq!(of(b"glibc.cpu.hwcaps=-XSAVE,-XSAVEC").abilities.xsave_state_size, 0);
}

#[test]
fn no_answer_of_cpuid_is_fatal() {
    let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut random = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as u32
    };
    // Intel, AMD, Zhaoxin, nobody: EBX, ECX, EDX.
    let names = [
        [0x756e_6547, 0x6c65_746e, 0x4965_6e69],
        [0x6874_7541, 0x444d_4163, 0x6974_6e65],
        [0x746e_6543, 0x736c_7561, 0x4872_7561],
        [1, 2, 3],
    ];
    for round in 0..4000 {
        let [b, c, d] = names[round % 4];
        let mut cpuid = |leaf, _| match leaf {
            0 => [random(), b, c, d],
            _ => [random(), random(), random(), random()],
        };
        let processor = detect(&mut cpuid, &mut || u64::MAX, 2);
        for layout in [&DEBIAN_2_36, &DEBIAN_2_41] {
            let caches = caches(&processor, layout.cpu.rules, &mut cpuid);
            let features = features(&processor, &caches, layout.cpu.rules, &Tunables::default());
            write(&features, &layout.cpu, &mut [0; 100]);
            assert!(features.thresholds.non_temporal >= 0x4040);
        }
    }
}
