//! Tests of the cache: against the file that this system's ldconfig wrote, against caches made here, and
//! against damaged ones. A linear search is the reference.

use super::*;
use crate::plan::hwcaps::{Schemes, subdirectories};
use std::vec::Vec;
use std::{format, vec};

fn processor(isa: u32) -> Processor {
    Processor { isa, platform: Some(b"haswell"), hwcap: 6 }
}

fn view(bytes: Vec<u8>) -> View {
    View::of(bytes.leak())
}

/// What the file's documentation says, without using that it is sorted.
fn linear<'a>(cache: &Cache, name: &[u8], cpu: &Processor, order: &Subdirectories) -> Option<&'a [u8]> {
    let suits = |e: &Entry| e.flags == FLAGS && cache.values.get(e.value as usize).is_some();
    let of_name: Vec<Entry> = (0..cache.count)
        .filter(|&i| cache.compare(name, i) == Some(Ordering::Equal))
        .filter_map(|i| cache.entry(i))
        .filter(suits)
        .collect();
    let named = of_name
        .iter()
        .filter(|e| cpu.takes_level(e.level()))
        .filter_map(|e| Some((cache.rank(e.named()?, order)?, e)))
        .min_by_key(|(rank, _)| *rank)
        .map(|(_, e)| e);
    let plain = of_name.iter().find(|e| e.named().is_none() && cpu.takes_legacy(e.hwcap));
    named.or(plain).and_then(|e| cache.values.get(e.value as usize)).map(Name::bytes)
}

/// A new-layout cache of (name, path, hwcap) with these glibc-hwcaps names, sorted as ldconfig sorts.
fn forge(mut libs: Vec<(&str, &str, u64)>, hwcaps: &[&str]) -> Vec<u8> {
    libs.sort_by(|a, b| {
        let key = view([b.0.as_bytes(), b"\0"].concat());
        let named = |hwcap: u64| (hwcap >> 62) & 1;
        compare(a.0.as_bytes(), key).reverse().then(named(b.2).cmp(&named(a.2)))
    });
    let strings_at = HEADER_NEW + libs.len() * ENTRY_NEW;
    let mut strings = Vec::new();
    let mut add = |text: &str| {
        let at = (strings_at + strings.len()) as u32;
        strings.extend_from_slice(text.as_bytes());
        strings.push(0);
        at.to_le_bytes()
    };
    let mut entries = Vec::new();
    for (name, path, hwcap) in &libs {
        entries.extend_from_slice(&FLAGS.to_le_bytes());
        entries.extend_from_slice(&add(name));
        entries.extend_from_slice(&add(path));
        entries.extend_from_slice(&[0; 4]);
        entries.extend_from_slice(&hwcap.to_le_bytes());
    }
    let names: Vec<u8> = hwcaps.iter().flat_map(|n| add(n)).collect();
    let extensions = (strings_at + strings.len()).next_multiple_of(4);
    let mut out = MAGIC_NEW.to_vec();
    out.extend_from_slice(&(libs.len() as u32).to_le_bytes());
    out.extend_from_slice(&(strings.len() as u32).to_le_bytes());
    out.extend_from_slice(&[2, 0, 0, 0]);
    out.extend_from_slice(&(extensions as u32).to_le_bytes());
    out.resize(HEADER_NEW, 0);
    out.extend(entries);
    out.extend(strings);
    out.resize(extensions, 0);
    for word in [EXTENSION_MAGIC, 1, TAG_GLIBC_HWCAPS, 0, extensions as u32 + 24, names.len() as u32] {
        out.extend_from_slice(&word.to_le_bytes());
    }
    out.extend(names);
    out
}

fn sample() -> Vec<u8> {
    let named = |level: u64, index: u64| (1 << 62) | (level << 32) | index;
    forge(
        vec![
            ("liba.so.9", "/l/a9", 0),
            ("liba.so.10", "/l/a10", 0),
            ("libb.so", "/l/v3/b", named(2, 1)),
            ("libb.so", "/l/v4/b", named(3, 0)),
            ("libb.so", "/l/b", 0),
            ("libc.so", "/l/xx/c", named(0, 2)),
            ("libc.so", "/l/tls/c", 1 << 63),
            ("libc.so", "/l/sse2/c", 1),
            ("libc.so", "/l/c", 0),
            ("libz.so", "/l/z", 1 << 51),
        ],
        &["x86-64-v4", "x86-64-v3", "xx"],
    )
}

fn find(cache: &Cache, name: &str, isa: u32) -> Option<&'static str> {
    let cpu = processor(isa);
    let order = subdirectories(&cpu, None, None, Schemes::Both);
    let found = cache.lookup(name.as_bytes(), &cpu, &order).map(Name::bytes);
    assert_eq!(found, linear(cache, name.as_bytes(), &cpu, &order), "{name}");
    found.map(|b| core::str::from_utf8(b).unwrap())
}

#[test]
fn picks_the_best_entry() {
    let cache = Cache::parse(view(sample())).unwrap();
    assert_eq!(find(&cache, "liba.so.10", 15), Some("/l/a10"));
    assert_eq!(find(&cache, "liba.so.9", 15), Some("/l/a9"));
    assert_eq!(find(&cache, "liba.so.8", 15), None);
    assert_eq!(find(&cache, "libb.so", 15), Some("/l/v4/b"));
    assert_eq!(find(&cache, "libb.so", 7), Some("/l/v3/b"));
    assert_eq!(find(&cache, "libb.so", 3), Some("/l/b"));
    assert_eq!(find(&cache, "libc.so", 15), Some("/l/tls/c"));
    assert_eq!(find(&cache, "libz.so", 15), None);
    assert_eq!(find(&cache, "", 15), None);
}

#[test]
fn old_and_combined_layouts() {
    let mut old = b"ld.so-1.7.0\0".to_vec();
    old.extend_from_slice(&1u32.to_le_bytes());
    for word in [FLAGS, 0, 5] {
        old.extend_from_slice(&word.to_le_bytes());
    }
    let mut combined = old.clone();
    old.extend_from_slice(b"li.1\0/l/1\0");
    assert_eq!(find(&Cache::parse(view(old)).unwrap(), "li.1", 0), Some("/l/1"));
    combined.resize(combined.len().next_multiple_of(8), 0);
    combined.extend(sample());
    assert_eq!(find(&Cache::parse(view(combined)).unwrap(), "libb.so", 15), Some("/l/v4/b"));
}

#[test]
fn every_name_of_the_systems_cache() {
    let Ok(bytes) = std::fs::read("/etc/ld.so.cache") else { return };
    let Some(cache) = Cache::parse(view(bytes)) else { return };
    // The linear reference makes this quadratic: a sample of a large cache is enough.
    for index in (0..cache.len()).step_by((cache.len() / 200).max(1)) {
        let key = cache.strings.string(cache.entry(index).unwrap().key as usize).unwrap();
        let name = core::str::from_utf8(key.bytes()).unwrap();
        for isa in [1, 15] {
            find(&cache, name, isa);
        }
        assert_eq!(find(&cache, &format!("{name}x"), 1), None);
    }
}

#[test]
fn damaged_files_answer_without_panic() {
    let good = sample();
    let mut seed = 1u32;
    let mut random = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize
    };
    let cpu = processor(15);
    let order = subdirectories(&cpu, None, None, Schemes::Both);
    for _ in 0..5_000 {
        let mut bad = good.clone();
        for _ in 0..1 + random() % 4 {
            let at = 20 + random() % (bad.len() - 20);
            bad[at] = [0, 0xff, 0x7f, random() as u8][random() % 4];
        }
        bad.truncate(if random() % 3 == 0 { random() % bad.len() } else { bad.len() });
        if let Some(cache) = Cache::parse(view(bad)) {
            for name in [&b"libb.so"[..], b"liba.so.10", b"libz.so", b""] {
                let _ = cache.lookup(name, &cpu, &order);
            }
        }
    }
}
