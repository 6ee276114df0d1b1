//! --list-diagnostics: what is known of the system and the processor, for reports.
//!
//! In: what start-up knows before it opens anything. Out: text on standard output, and the end of the process. Must not:
//! touch a file, or show the value of a variable that may be a secret.
//!
//! The keys, their order and their shape are glibc's (`elf/dl-diagnostics.c` and the files of that name in sysdeps; the
//! manual's section "Dynamic Linker Diagnostics"), for programs read them: strings quoted, numbers in hexadecimal. Bytes
//! that are not printed as they are have three octal digits as in C.

use super::help::cpu_features;
use super::{Number, Sink};
use crate::bytes::Words;
use crate::glibc::cpu;
use crate::glibc::glibc;
use crate::link::locate;
use crate::mem::stack::{Initial, at};
use crate::plan::profile;
use crate::sys::out::{self, STDOUT};
use crate::sys::proc;
use alloc::vec::Vec;

/// Capabilities of the machine of old: bits from 48 on stand for its platforms (`sysdeps/x86/dl-procinfo.h`).
const FIRST_PLATFORM: u64 = 48;
const PLATFORMS: Words = Words("i586 i686 haswell xeon_phi");

/// `key=value` lines.
pub fn list(initial: Initial) -> ! {
    let mut shown = Vec::new();
    loader(&mut shown, initial);
    for (index, entry) in initial.environment().enumerate() {
        environment(&mut shown, index, entry.bytes());
    }
    paths(&mut shown);
    string(&mut shown, "version.release", b"stable");
    string(&mut shown, "version.version", glibc().layout().fingerprint.version.text().as_bytes());
    for (index, [kind, value]) in initial.auxiliaries().enumerate() {
        auxiliary(&mut shown, index as u64, kind, value);
    }
    let names = proc::system_names();
    for (key, name) in Words("sysname nodename release version machine domainname").iter().zip(names.iter()) {
        shown.all(&[b"uname.", key]);
        string(&mut shown, "", name);
    }
    if let Some(features) = cpu_features() {
        processor(&mut shown, &features);
    }
    out::write(STDOUT, &shown);
    proc::exit(0)
}

fn loader(shown: &mut Vec<u8>, initial: Initial) {
    let Some(config) = locate::with(|searcher| searcher.config().clone()) else { return };
    string(shown, "dl_dst_lib", config.system.lib);
    hex(shown, "dl_hwcap", None, config.processor.hwcap);
    hex(shown, "dl_hwcap_important", None, config.processor.hwcap);
    hex(shown, "dl_hwcap2", None, initial.auxiliary(at::HWCAP2).unwrap_or(0) as u64);
    string(shown, "dl_hwcaps_subdirs", b"x86-64-v4:x86-64-v3:x86-64-v2");
    let levels = crate::plan::hwcaps::named(&config.processor, None, None).len();
    hex(shown, "dl_hwcaps_subdirs_active", None, (1 << levels) - 1);
    hex(shown, "dl_pagesize", None, initial.auxiliary(at::PAGESZ).unwrap_or(4096) as u64);
    let platform = config.processor.platform;
    if let Some(platform) = platform {
        string(shown, "dl_platform", platform);
    }
    string(shown, "dl_profile_output", profile::FOLDER);
    let known = PLATFORMS.iter().position(|name| Some(name) == platform);
    // -1 as an unsigned int: none.
    let number = known.map_or(u64::from(u32::MAX), |index| FIRST_PLATFORM + index as u64);
    hex(shown, "dl_string_platform", None, number);
    string(shown, "dso.ld", b"ld-linux-x86-64.so.2");
    string(shown, "dso.libc", b"libc.so.6");
}

fn paths(shown: &mut Vec<u8>) {
    let Some(config) = locate::with(|searcher| searcher.config().clone()) else { return };
    string(shown, "path.prefix", b"/usr");
    string(shown, "path.rtld", b"/lib64/ld-linux-x86-64.so.2");
    string(shown, "path.sysconfdir", b"/etc");
    for (index, dir) in config.system.directories.iter().enumerate() {
        shown.put(b"path.system_dirs[0x");
        shown.number(Number::Hex(index as u64));
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
    let name = entry.split(|&byte| byte == b'=').next().unwrap_or(entry);
    let open = OPEN.contains(name) || FAMILIES.iter().any(|family| name.starts_with(family));
    shown.put(if open { b"env[0x" } else { b"env_filtered[0x" });
    shown.number(Number::Hex(index as u64));
    string(shown, "]", if open { entry } else { name });
}

fn auxiliary(shown: &mut Vec<u8>, index: u64, kind: usize, value: usize) {
    const BASE_PLATFORM: usize = 24;
    hex(shown, "auxv[0x@].a_type", Some(index), kind as u64);
    if matches!(kind, at::EXECFN | at::PLATFORM | BASE_PLATFORM) && value != 0 {
        shown.put(b"auxv[0x");
        shown.number(Number::Hex(index));
        // SAFETY: the kernel's strings end with a zero and stay (getauxval(3)).
        string(shown, "].a_val", unsafe { crate::bytes::Name::new(value as *const u8) }.bytes());
    } else {
        hex(shown, "auxv[0x@].a_val", Some(index), value as u64);
    }
}

/// What CPUID said, and what was made of it (`sysdeps/x86/dl-diagnostics-cpu.c`).
fn processor(shown: &mut Vec<u8>, features: &cpu::CpuFeatures) {
    let layout = &glibc().layout().cpu;
    let known = &features.processor;
    for (key, value) in [
        ("kind", cpu::kind(features, layout)),
        ("max_cpuid", known.max_leaf),
        ("family", known.family),
        ("model", known.model),
        ("stepping", known.stepping),
    ] {
        shown.put(b"x86.cpu_features.basic.");
        hex(shown, key, None, u64::from(value));
    }
    let leaves = known.leaves.0.iter().zip(&features.active.0).take(layout.leaves as usize);
    for (index, (cpuid, active)) in leaves.enumerate() {
        for (key, words) in [("].cpuid[0x@]", cpuid), ("].active[0x@]", active)] {
            for (register, &word) in words.iter().enumerate() {
                shown.put(b"x86.cpu_features.features[0x");
                shown.number(Number::Hex(index as u64));
                hex(shown, key, Some(register as u64), u64::from(word));
            }
        }
    }
    for &preference in layout.preferences.iter() {
        shown.put(b"x86.cpu_features.preferred.");
        hex(shown, preference.name(), None, u64::from(features.preferred.has(preference)));
    }
    sizes(shown, features);
}

fn sizes(shown: &mut Vec<u8>, features: &cpu::CpuFeatures) {
    let (chosen, caches) = (&features.thresholds, &features.geometry);
    for (key, value) in [
        ("isa_1", u64::from(features.isa_1)),
        ("xsave_state_size", u64::from(features.xsave_state_size)),
        ("xsave_state_full_size", u64::from(features.xsave_state_full_size)),
        ("data_cache_size", chosen.data_cache_size),
        ("shared_cache_size", chosen.shared_cache_size),
        ("non_temporal_threshold", chosen.non_temporal),
        ("rep_movsb_threshold", chosen.rep_movsb),
        ("rep_movsb_stop_threshold", chosen.rep_movsb_stop),
        ("rep_stosb_threshold", chosen.rep_stosb),
        // Unknown is -1.
        ("level1_icache_size", caches.instruction.size as u64),
        ("level1_icache_linesize", caches.instruction.line as u64),
        ("level1_dcache_size", caches.data.size as u64),
        ("level1_dcache_assoc", caches.data.ways as u64),
        ("level1_dcache_linesize", caches.data.line as u64),
        ("level2_cache_size", caches.level2.size as u64),
        ("level2_cache_assoc", caches.level2.ways as u64),
        ("level2_cache_linesize", caches.level2.line as u64),
        ("level3_cache_size", caches.level3.size as u64),
        ("level3_cache_assoc", caches.level3.ways as u64),
        ("level3_cache_linesize", caches.level3.line as u64),
        ("level4_cache_size", caches.level4_size as u64),
    ] {
        shown.put(b"x86.cpu_features.");
        hex(shown, key, None, value);
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

/// `@` in the key stands for the index.
fn hex(shown: &mut Vec<u8>, key: &str, index: Option<u64>, value: u64) {
    for (place, part) in key.split('@').enumerate() {
        if let Some(index) = index.filter(|_| place > 0) {
            shown.number(Number::Hex(index));
        }
        shown.put(part.as_bytes());
    }
    shown.put(b"=0x");
    shown.number(Number::Hex(value));
    shown.put(b"\n");
}
