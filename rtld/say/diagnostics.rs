//! --list-diagnostics: what is known of the system and the processor, for reports.
//!
//! In: what start-up knows before it opens anything. Out: text on standard output, and the end of the process. Must not:
//! touch a file, or show the value of a variable that may be a secret.
//!
//! The keys, their order and their shape are glibc's (`elf/dl-diagnostics.c` and the files of that name in sysdeps; the
//! manual's section "Dynamic Linker Diagnostics"), for programs read them: strings quoted, numbers in hexadecimal. Bytes
//! that are not printed as they are have three octal digits as in C.

mod processors;

use super::Sink;
use super::fill::Value::Number;
use super::fill::{Value, fill};
use super::help::{auxiliary_text, cpu_features};
use crate::bytes::Words;
use crate::glibc::cpu;
use crate::glibc::glibc;
use crate::link::customs::customs;
use crate::link::{locate, profile};
use crate::mem::stack::{Initial, at};
use crate::plan::hwcaps::{self, HWCAP_AVX512_1, HWCAP_X86_64};
use crate::plan::options::assignment;
use crate::sys::out::{self, STDOUT};
use crate::sys::proc;
use alloc::vec::Vec;

/// Capabilities of the machine of old: bits from 48 on stand for its platforms (`sysdeps/x86/dl-procinfo.h`).
const FIRST_PLATFORM: u64 = 48;
const PLATFORMS: Words = Words("i586 i686 haswell xeon_phi");

/// A bit for each subdirectory of glibc-hwcaps.
const LEVELS: u64 = 7;

/// `key=value` lines.
pub fn list(initial: Initial) -> ! {
    let mut shown = Vec::new();
    let features = cpu_features();
    loader(&mut shown, initial, features.as_ref().map_or(0, |features| features.abilities.hwcap()));
    for (index, entry) in initial.environment().enumerate() {
        environment(&mut shown, index, entry.bytes());
    }
    paths(&mut shown);
    string(&mut shown, "version.release", b"stable");
    string(&mut shown, "version.version", glibc().layout().version.text().as_bytes());
    for (index, [kind, value]) in initial.auxiliaries().enumerate() {
        auxiliary(&mut shown, index as u64, kind, value);
    }
    let names = proc::system_names();
    for (key, name) in "sysname nodename release version machine domainname".split(' ').zip(names.iter()) {
        shown.put(b"uname.");
        string(&mut shown, key, name);
    }
    if let Some(features) = features {
        processor(&mut shown, &features);
        if customs().dumps_processors() {
            processors::list(&mut shown, features.abilities.processor.xcr0);
        }
    }
    out::write(STDOUT, &shown);
    proc::exit(0)
}

fn loader(shown: &mut Vec<u8>, initial: Initial, hwcap: u64) {
    let Some(config) = locate::config() else { return };
    string(shown, "dl_dst_lib", config.system.lib);
    // The lowest level comes last, and its bit is the highest.
    let active = LEVELS & !(LEVELS >> hwcaps::named(&config.processor, None, None).len());
    let auxiliary = |kind, otherwise| Value::size(initial.auxiliary(kind).unwrap_or(otherwise));
    fill(
        shown,
        match (customs().diagnoses_plain_hwcaps(), customs().names_more_hwcaps()) {
            (true, _) => "dl_hwcap=0x%x0\ndl_hwcap2=0x%x2\ndl_hwcap3=0x%x3\ndl_hwcap4=0x%x4\n",
            (false, true) => {
                "dl_hwcap=0x%x0\ndl_hwcap_important=0x%x1\ndl_hwcap2=0x%x2\ndl_hwcap3=0x%x3\ndl_hwcap4=0x%x4\n"
            }
            (false, false) => "dl_hwcap=0x%x0\ndl_hwcap_important=0x%x1\ndl_hwcap2=0x%x2\n",
        },
        &[
            Number(hwcap),
            Number(HWCAP_X86_64 | HWCAP_AVX512_1),
            auxiliary(at::HWCAP2, 0),
            auxiliary(at::HWCAP3, 0),
            auxiliary(at::HWCAP4, 0),
        ],
    );
    fill(
        shown,
        "dl_hwcaps_subdirs=\"x86-64-v4:x86-64-v3:x86-64-v2\"\ndl_hwcaps_subdirs_active=0x%x0\n\
         dl_pagesize=0x%x1\n",
        &[Number(active), auxiliary(at::PAGESZ, 4096)],
    );
    let platform = config.processor.platform;
    if let Some(platform) = platform {
        string(shown, "dl_platform", platform);
    }
    match profile::folder() {
        Some(folder) => string(shown, "dl_profile_output", folder),
        None => shown.put(b"dl_profile_output=0x0\n"),
    }
    if !customs().diagnoses_plain_hwcaps() {
        let known = PLATFORMS.iter().position(|name| Some(name) == platform);
        // -1: none.
        let number = known.map_or(u64::MAX, |index| FIRST_PLATFORM + index as u64);
        fill(shown, "dl_string_platform=0x%x0\n", &[Number(number)]);
    }
    shown.put(b"dso.ld=\"ld-linux-x86-64.so.2\"\ndso.libc=\"libc.so.6\"\n");
}

fn paths(shown: &mut Vec<u8>) {
    let Some(config) = locate::config() else { return };
    shown.put(b"path.prefix=\"/usr\"\npath.rtld=\"/lib64/ld-linux-x86-64.so.2\"\npath.sysconfdir=\"/etc\"\n");
    for (index, dir) in config.system.directories.iter().enumerate() {
        fill(shown, "path.system_dirs[0x%x0", &[Value::size(index)]);
        string(shown, "]", dir);
    }
}

/// Variables whose values are shown: glibc's own, and all that begin like these.
const OPEN: Words = Words(
    "DATEMSK GCONV_PATH GETCONF_DIR GLIBC_TUNABLES GMON_OUTPUT_PREFIX HESIOD_CONFIG HES_DOMAIN \
    HOSTALIASES I18NPATH IFS LANG LOCALDOMAIN LOCPATH MSGVERB NIS_DEFAULTS NIS_GROUP NIS_PATH \
    NLSPATH PATH POSIXLY_CORRECT RESOLV_HOST_CONF RES_OPTIONS SEV_LEVEL TMPDIR TZ TZDIR",
);
const FAMILIES: Words = Words("LC_ LD_ MALLOC_");

/// Of other variables the name is shown alone. `PATH` in `PATH=x` is a name; in `PATH` it is none.
fn environment(shown: &mut Vec<u8>, index: usize, entry: &[u8]) {
    let is_open = |name: &[u8]| OPEN.contains(name) || FAMILIES.iter().any(|family| name.starts_with(family));
    let (name, open) = assignment(entry).map_or((entry, true), |(name, _)| (name, is_open(name)));
    fill(shown, if open { "env[0x%x0" } else { "env_filtered[0x%x0" }, &[Value::size(index)]);
    string(shown, "]", if open { entry } else { name });
}

fn auxiliary(shown: &mut Vec<u8>, index: u64, kind: usize, value: usize) {
    const BASE_PLATFORM: usize = 24;
    let entry = [Number(index), Value::size(kind), Value::size(value)];
    fill(shown, "auxv[0x%x0].a_type=0x%x1\nauxv[0x%x0].a_val", &entry);
    if matches!(kind, at::EXECFN | at::PLATFORM | BASE_PLATFORM) && value != 0 {
        let key = if customs().tells_texts_from_numbers() { "_string" } else { "" };
        string(shown, key, auxiliary_text(value));
    } else {
        fill(shown, "=0x%x2\n", &entry);
    }
}

/// What CPUID said, and what was made of it (`sysdeps/x86/dl-diagnostics-cpu.c`).
fn processor(shown: &mut Vec<u8>, features: &cpu::CpuFeatures<'_>) {
    let layout = &glibc().layout().cpu;
    let abilities = &features.abilities;
    let known = abilities.processor;
    hexes(
        shown,
        "basic.kind basic.max_cpuid basic.family basic.model basic.stepping",
        &[cpu::kind(known, layout), known.max_leaf, known.family, known.model, known.stepping].map(u64::from),
    );
    let leaves = known.leaves.leaves().zip(abilities.active.leaves()).take(layout.leaves as usize);
    for (index, (cpuid, active)) in leaves.enumerate() {
        for (what, words) in [("cpuid", cpuid), ("active", active)] {
            for (register, &word) in words.iter().enumerate() {
                fill(
                    shown,
                    "x86.cpu_features.features[0x%x0].%1[0x%x2]=0x%x3\n",
                    &[Value::size(index), Value::word(what), Value::size(register), Number(u64::from(word))],
                );
            }
        }
    }
    for &preference in layout.preferences.iter() {
        fill(
            shown,
            "x86.cpu_features.preferred.%0=0x%1\n",
            &[Value::word(preference.name()), Number(u64::from(abilities.preferred.has(preference)))],
        );
    }
    sizes(shown, features);
}

fn sizes(shown: &mut Vec<u8>, features: &cpu::CpuFeatures<'_>) {
    let (abilities, chosen, caches) = (&features.abilities, &features.thresholds, &features.geometry);
    let layout = &glibc().layout().cpu;
    hexes(
        shown,
        "isa_1 xsave_state_size xsave_state_full_size",
        &[abilities.isa_1, abilities.xsave_state_size, abilities.xsave_state_full_size].map(u64::from),
    );
    if customs().diagnoses_descriptors() {
        hexes(shown, "tlsdesc_state_full_size", &[cpu::descriptor_state_size(abilities).into()]);
    }
    hexes(
        shown,
        "data_cache_size shared_cache_size non_temporal_threshold",
        &[chosen.data_cache_size, chosen.shared_cache_size, chosen.non_temporal],
    );
    if layout.memset_non_temporal_threshold.is_some() {
        hexes(shown, "memset_non_temporal_threshold", &[chosen.memset_non_temporal]);
    }
    hexes(
        shown,
        "rep_movsb_threshold rep_movsb_stop_threshold rep_stosb_threshold",
        &[chosen.rep_movsb, chosen.rep_movsb_stop, chosen.rep_stosb],
    );
    hexes(
        shown,
        "level1_icache_size level1_icache_linesize level1_dcache_size level1_dcache_assoc \
         level1_dcache_linesize level2_cache_size level2_cache_assoc level2_cache_linesize \
         level3_cache_size level3_cache_assoc level3_cache_linesize level4_cache_size",
        // Unknown is -1.
        &[
            caches.instruction.size,
            caches.instruction.line,
            caches.data.size,
            caches.data.ways,
            caches.data.line,
            caches.level2.size,
            caches.level2.ways,
            caches.level2.line,
            caches.level3.size,
            caches.level3.ways,
            caches.level3.line,
            caches.level4_size,
        ]
        .map(|size| size as u64),
    );
    if layout.cachesize_non_temporal_divisor.is_some() {
        hexes(shown, "cachesize_non_temporal_divisor", &[chosen.non_temporal_divisor]);
    }
}

/// A line for each value of the processor's; the keys are words.
fn hexes(shown: &mut Vec<u8>, keys: &str, values: &[u64]) {
    for (key, &value) in keys.split(' ').zip(values) {
        fill(shown, "x86.cpu_features.%0=0x%x1\n", &[Value::word(key), Number(value)]);
    }
}

fn string(shown: &mut Vec<u8>, key: &str, value: &[u8]) {
    shown.all(&[key.as_bytes(), b"=\""]);
    for &byte in value {
        match byte {
            b'"' | b'\\' => shown.all(&[b"\\", &[byte]]),
            b' '..=b'~' => shown.push(byte),
            // Three octal digits, as C reads them.
            _ => shown.all(&[b"\\", &[b'0' + (byte >> 6), b'0' + (byte >> 3 & 7), b'0' + (byte & 7)]]),
        }
    }
    shown.put(b"\"\n");
}
