//! Tests of `plan/map`: made-up headers, the host's libraries, and random headers against the invariants.

#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used, clippy::panic)]

use super::*;
use crate::elf::sample::File;

const PAGE: u64 = 4096;

fn load(vaddr: u64, offset: u64, filesz: u64, memsz: u64) -> Phdr {
    Phdr { kind: PT_LOAD, flags: PF_R, offset, vaddr, paddr: vaddr, filesz, memsz, align: PAGE }
}

fn table(phdrs: &[Phdr]) -> Table<Phdr> {
    let mut bytes = Vec::new();
    for p in phdrs {
        bytes.extend(p.kind.to_le_bytes());
        bytes.extend(p.flags.to_le_bytes());
        for word in [p.offset, p.vaddr, p.paddr, p.filesz, p.memsz, p.align] {
            bytes.extend(word.to_le_bytes());
        }
    }
    View::of(bytes.leak()).table(0, phdrs.len()).unwrap()
}

fn made(phdrs: &[Phdr]) -> Result<Plan, MapError> {
    plan(table(phdrs), 64, Some(0x10000), PAGE)
}

#[test]
fn an_ordinary_object() {
    let mut data = load(0x2e10, 0x1e10, 0x200, 0x2000);
    data.flags = PF_R | PF_W;
    data.align = 0x20_0000;
    let p = made(&[load(0, 0, 0x1800, 0x1800), data]).unwrap();
    assert_eq!((p.start, p.end, p.align), (0, 0x5000, 0x20_0000));
    assert!(p.contiguous && p.dynamic.is_none() && p.stack_flags.is_none());
    let s = p.segments[1];
    assert_eq!(
        (s.vaddr, s.offset, s.file_end, s.map_end, s.mem_end),
        (0x2000, 0x1000, 0x3010, 0x4000, 0x4e10)
    );
    assert!(s.map_len() == 0x2000);
    assert_eq!(p.phdr_vaddr, Some(64));
    assert!(!made(&[load(0, 0, 1, 1), load(0x2000, 0, 1, 1)]).unwrap().contiguous);
}

#[test]
fn a_shared_page_is_fine_and_shared_bytes_are_not() {
    assert!(made(&[load(0, 0, 0x800, 0x800), load(0x800, 0x800, 8, 8)]).unwrap().contiguous);
    assert_eq!(made(&[load(0, 0, 0x800, 0x900), load(0x800, 0x800, 8, 8)]).unwrap_err(), MapError::Geometry);
    assert!(made(&[load(0, 0, 0x800, 0x800), load(0x800, 0x800, 8, 8)]).unwrap().folds_back());
    assert!(!made(&[load(0, 0, 0x800, 0x800), load(0x1800, 0x800, 8, 8)]).unwrap().folds_back());
    let kernel = plan(table(&[load(0, 0, 0x800, 0x900), load(0x800, 0x800, 8, 8)]), 64, None, PAGE);
    assert!(kernel.is_ok());
}

/// Its page comes from the file, for what lies before it in the page; a page behind the file would be SIGBUS.
#[test]
fn an_empty_segment_within_a_page_lies_in_the_file() {
    let first = load(0, 0, 0x800, 0x800);
    assert_eq!(made(&[first, load(0x1123, 0x100123, 0, 0)]).unwrap_err(), MapError::BeyondFile);
    assert_eq!(made(&[first, load(0x1123, 0x100123, 0, 8)]).unwrap_err(), MapError::BeyondFile);
    assert!(made(&[first, load(0x1123, 0x123, 0, 0)]).is_ok());
    assert!(made(&[first, load(0x1000, 0x100000, 0, 8)]).is_ok());
}

#[test]
fn errors_in_glibcs_order() {
    let cases: [(&[Phdr], MapError); 9] = [
        (&[], MapError::NoSegments),
        (&[load(0x10, 0x20, 1, 1)], MapError::NotPageAligned),
        // The alignment of a later header is noticed before an earlier one's geometry.
        (&[load(0, 0, 1 << 40, 1), load(0x1010, 0x20, 1, 1)], MapError::NotPageAligned),
        (&[load(0x1000, 0, 1, 1), load(0, 0, 0x1001, 0x1001)], MapError::Geometry),
        (&[load(0, 0, 0x10001, 0x10001)], MapError::BeyondFile),
        (&[load(0, 0x11000, 1, 1)], MapError::BeyondFile),
        (&[load(u64::MAX - 0xfff, 0, 0x1000, 0x1000)], MapError::Geometry),
        (&[load(u64::MAX - 0xfff, 0, 1, 1)], MapError::Geometry),
        (&[load(0, 0, 1, u64::MAX)], MapError::Geometry),
    ];
    for (phdrs, error) in cases {
        assert_eq!(made(phdrs).unwrap_err(), error, "{phdrs:x?}");
    }
}

#[test]
fn segments_in_any_order() {
    let (first, second, third) = (load(0, 0, 1, 1), load(0x1000, 0x1000, 1, 1), load(0x2000, 0x2000, 1, 1));
    let expected = made(&[first, second, third]).unwrap().segments;
    for phdrs in [[second, third, first], [third, second, first], [first, third, second]] {
        assert_eq!(made(&phdrs).unwrap().segments, expected);
    }
}

#[test]
fn odd_alignments_count_as_a_page() {
    for align in [0, 1, 3, 12345] {
        let p = made(&[Phdr { align, ..load(0, 0, 16, 16) }]).unwrap();
        assert_eq!(p.align, PAGE);
    }
}

#[test]
fn tls_must_make_sense() {
    let tls = |filesz, memsz, align| {
        let p = Phdr { kind: PT_TLS, align, ..load(0, 0, filesz, memsz) };
        made(&[load(0, 0, 16, 16), p]).map(|p| p.tls)
    };
    assert_eq!(tls(0, 0, 8), Ok(None));
    assert_eq!(tls(4, 8, 0).unwrap().unwrap().align, 1);
    assert_eq!(tls(9, 8, 8), Err(MapError::Geometry));
    assert_eq!(tls(8, 8, 24), Err(MapError::Geometry));
}

#[test]
fn real_libraries() {
    for path in ["/lib/x86_64-linux-gnu/libc.so.6", "/usr/lib/x86_64-linux-gnu/libstdc++.so.6"] {
        let p = File::open(path).plan;
        assert!(p.segments.len() >= 3 && p.contiguous, "{path}");
        assert!(p.dynamic.is_some());
        assert!(p.relro.is_some() && p.eh_frame_hdr.is_some() && p.tls.is_some());
        assert_eq!((p.stack_flags, p.phdr_vaddr), (Some(PF_R | PF_W), Some(64)));
    }
}

#[test]
fn whatever_is_accepted_keeps_the_invariants() {
    let mut seed = 7u64;
    let mut random = |below: u64| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) % below
    };
    let mut accepted = 0;
    for _ in 0..20_000 {
        let phdrs: Vec<Phdr> = (0..1 + random(4))
            .map(|i| {
                let low = random(0x1000);
                let filesz = random(0x3000);
                load(
                    i * 0x4000 + random(2) * 0x1000 + low,
                    random(8) * 0x1000 + low,
                    filesz,
                    filesz + random(0x1000),
                )
            })
            .collect();
        let Ok(p) = made(&phdrs) else { continue };
        accepted += 1;
        assert!(p.segments.windows(2).all(|w| w[0].vaddr <= w[1].vaddr));
        for s in &p.segments {
            assert!(p.start <= s.vaddr && s.mem_end <= p.end && s.map_end <= p.end);
            assert!(s.vaddr <= s.file_end && s.file_end <= s.map_end && s.file_end <= s.mem_end);
            assert!(s.vaddr % PAGE == 0 && s.offset % PAGE == 0 && s.map_end % PAGE == 0);
            assert!(s.offset + (s.file_end - s.vaddr) <= 0x10000);
        }
    }
    assert!(accepted > 1000);
}

fn words(words: &[u32]) -> View {
    View::of(words.iter().flat_map(|w| w.to_le_bytes()).collect::<Vec<u8>>().leak())
}

#[test]
fn properties_of_two_notes() {
    let gnu = u32::from_le_bytes(*b"GNU\0");
    let build_id = [4, 8, 3, gnu, 1, 2];
    // GNU_PROPERTY_X86_FEATURE_1_AND, of which nothing is wanted, between the two.
    let note = [4, 48, 5, gnu, NEEDED_1, 4, 1, 0, 0xc000_0002, 4, 3, 0, X86_ISA_1_NEEDED, 4, 4, 0];
    let all = properties(words(&[&build_id[..], &note].concat()));
    assert_eq!(all, GnuProperties { isa_needed: 4, indirect_extern_access: true });
    for cut in 0..note.len() {
        let _ = properties(words(&note[..cut]));
    }
    assert_eq!(properties(words(&[u32::MAX; 8])), GnuProperties::default());
    assert_eq!(properties(words(&[0; 9])), GnuProperties::default());
}

#[test]
fn segments_that_share_no_page_and_leave_none_lie_side_by_side() {
    let judged = |second: Phdr| {
        let plan = made(&[load(0, 0, 0x1800, 0x1800), second]).unwrap();
        (plan.contiguous, plan.side_by_side)
    };
    assert_eq!(judged(load(0x2000, 0x2000, 0x100, 0x100)), (true, true));
    assert_eq!(judged(load(0x2f00, 0x1f00, 0x100, 0x5000)), (true, true));
    assert_eq!(judged(load(0x1900, 0x1900, 0x100, 0x100)), (true, false));
    assert_eq!(judged(load(0x3000, 0x2000, 0x100, 0x100)), (false, false));
}
