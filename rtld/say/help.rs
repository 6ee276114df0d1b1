//! The answers that need no program: --help, --version, --list-tunables, LD_SHOW_AUXV.
//!
//! In: what start-up knows before it opens anything. Out: text on standard output; all but the auxiliary vector end
//! the process. Must not: touch a file. The texts of --help and --version are ours; the other two have glibc's
//! shape, for programs parse them.

use super::fill::Value::{Number, Signed, Text};
use super::fill::{self, fill};
use super::{Sink, events, text};
use crate::bytes::Label;
use crate::glibc::cpu;
use crate::glibc::glibc;
use crate::glibc::tunables::{Kind, Name, Value, describe};
use crate::link::customs::{self, customs};
use crate::link::linker::linker;
use crate::link::locate;
use crate::mem::stack::{Initial, at};
use crate::sys::out::{self, STDOUT};
use crate::sys::proc;
use alloc::vec::Vec;

const VERSION: &str =
    concat!("rtld ", env!("CARGO_PKG_VERSION"), ", a dynamic linker for programs of glibc\n");

/// Each option, and what it does: one text, with the column where the meaning begins.
const OPTIONS: &[u8] = b"\
\x20 --list                        show which files the program's libraries are, do not run it\n\
\x20 --verify                      exit with 0 for a dynamic program, 2 for another dynamic object, else 1\n\
\x20 --tree                        show who needs whom and which rule found it, do not run it\n\
\x20 --why LIBRARY|SYMBOL          show why this file, or who defines and who uses the symbol\n\
\x20 --check                       say what would fail, exit with 2 if anything would; nothing is run\n\
\x20 --json                        with these three: one JSON object per line\n\
\x20 --library-path PATH           search PATH in the place of LD_LIBRARY_PATH\n\
\x20 --preload LIST                load these objects first, after those of LD_PRELOAD\n\
\x20 --audit LIST                  load these auditors, after those of LD_AUDIT\n\
\x20 --argv0 STRING                run the program with this as its argv[0]\n\
\x20 --inhibit-cache               do not use /etc/ld.so.cache\n\
\x20 --inhibit-rpath LIST          pass over RPATH and RUNPATH of these objects\n\
\x20 --glibc-hwcaps-prepend LIST   search these subdirectories of glibc-hwcaps first\n\
\x20 --glibc-hwcaps-mask LIST      of the built-in ones, search these alone\n\
\x20 --list-tunables               show the settings of GLIBC_TUNABLES, their values and ranges\n\
\x20 --list-diagnostics            show what is known of the system, for reports\n\
\x20 --help                        show this\n\
\x20 --version                     show the version\n\
";

fn end(shown: &[u8]) -> ! {
    out::write(STDOUT, shown);
    proc::exit(0)
}

pub fn version() -> ! {
    end(VERSION.as_bytes())
}

pub fn help() -> ! {
    let mut shown = Vec::new();
    fill(
        &mut shown,
        "Usage: %0 [OPTION]... PROGRAM [ARGUMENT]...\n\
         Loads a dynamically linked program and its libraries, and runs it. The kernel does the same for a\n\
         program that names this loader as its interpreter.\n\n",
        &[Text(text::program())],
    );
    shown.put(OPTIONS);
    shown.put(b"\nLD_DEBUG=help lists what LD_DEBUG can show. RTLD_ERRORS=short leaves explanations out.\n");
    search_path(&mut shown);
    end(&shown)
}

fn search_path(shown: &mut Vec<u8>) {
    let (path, rule) = linker().options().library_path();
    shown.put(b"\nShared library search path:\n");
    let dirs = path.unwrap_or(b"").split(|&byte| matches!(byte, b':' | b';'));
    for dir in dirs.filter(|dir| !dir.is_empty()) {
        fill(shown, "  %0 (%1)\n", &[Text(dir), fill::Value::word(events::name_of(rule))]);
    }
    let Some(config) = locate::config() else { return };
    if !config.inhibit_cache {
        fill(shown, "  (libraries located via %0)\n", &[Text(config.system.cache.to_bytes())]);
    }
    for dir in config.system.directories {
        fill(shown, "  %0 (system search path)\n", &[Text(dir.strip_suffix(b"/").unwrap_or(dir))]);
    }
    let prepend = config.hwcaps_prepend.as_deref();
    let named = crate::plan::hwcaps::named(&config.processor, prepend, config.hwcaps_mask.as_deref());
    shown.put(b"\nSubdirectories of glibc-hwcaps directories, in priority order:\n");
    for name in named {
        fill(shown, "  %0 (supported, searched)\n", &[Text(&name)]);
    }
}

/// `name: value (min: least, max: most)`, numbers without a sign in hexadecimal.
pub fn list_tunables() -> ! {
    let mut shown = Vec::new();
    let tunables = glibc().tunables();
    let thresholds = cpu_features().map(|features| features.thresholds);
    for &name in glibc().layout().tunables.iter() {
        let about = describe(name);
        fill(&mut shown, "%0:", &[Text(about.full.bytes())]);
        let (value, set) = tunables.get(name);
        match (value, about.kind) {
            (Value::Int(value), Kind::Int { min, max, .. }) => {
                let range = [value, min, max].map(|value| Signed(value.into()));
                fill(&mut shown, " %0 (min: %1, max: %2)\n", &range);
            }
            (Value::Unsigned(value), Kind::Unsigned { min, max, .. }) => {
                let value =
                    if name == Name::MallocTopPad && !set { customs().default_top_pad() } else { value };
                let range = processors(name, [value, min, max], &thresholds).map(Number);
                fill(&mut shown, " 0x%x0 (min: 0x%x1, max: 0x%x2)\n", &range);
            }
            (Value::Text(Some(text)), _) => fill(&mut shown, " %0\n", &[Text(text)]),
            _ => shown.put(b"\n"),
        }
    }
    end(&shown)
}

/// What is known of the processor; nothing before it was asked.
pub fn cpu_features() -> Option<cpu::CpuFeatures<'static>> {
    let processor = glibc().processor()?;
    let rules = glibc().layout().cpu.rules;
    let caches = cpu::caches(processor, rules, &mut crate::arch::native::cpu::cpuid);
    Some(cpu::features(processor, &caches, rules, glibc().tunables()))
}

/// Some values and bounds follow from the processor (glibc, `sysdeps/x86/dl-cacheinfo.h`).
fn processors(name: Name, [value, min, max]: [u64; 3], thresholds: &Option<cpu::Thresholds>) -> [u64; 3] {
    let Some(chosen) = thresholds else { return [value, min, max] };
    match name {
        Name::CpuX86DataCacheSize => [chosen.data_cache_size, min, max],
        Name::CpuX86SharedCacheSize => [chosen.shared_cache_size, min, max],
        Name::CpuX86MemsetNonTemporalThreshold => [chosen.memset_non_temporal, 0x4040, max],
        Name::CpuX86NonTemporalThreshold => [chosen.non_temporal, 0x4040, u64::MAX >> 4],
        Name::CpuX86RepMovsbThreshold => [chosen.rep_movsb, chosen.rep_movsb_minimum, max],
        Name::CpuX86RepStosbThreshold => [chosen.rep_stosb, min, max],
        _ => [value, min, max],
    }
}

/// How LD_SHOW_AUXV shows a value.
#[derive(Clone, Copy)]
enum Shape {
    Decimal,
    Hex,
    /// Hexadecimal without its prefix, in older releases.
    Bare,
    Text,
}

#[rustfmt::skip]
static AUXILIARIES: [(usize, Label<17>, Shape); 26] = [
    (2, Label::of("EXECFD"), Shape::Decimal), (at::PHDR, Label::of("PHDR"), Shape::Hex), (at::PHENT, Label::of("PHENT"), Shape::Decimal),
    (at::PHNUM, Label::of("PHNUM"), Shape::Decimal), (at::PAGESZ, Label::of("PAGESZ"), Shape::Decimal), (at::BASE, Label::of("BASE"), Shape::Hex),
    (8, Label::of("FLAGS"), Shape::Hex), (at::ENTRY, Label::of("ENTRY"), Shape::Hex), (10, Label::of("NOTELF"), Shape::Decimal),
    (11, Label::of("UID"), Shape::Decimal), (12, Label::of("EUID"), Shape::Decimal), (13, Label::of("GID"), Shape::Decimal),
    (14, Label::of("EGID"), Shape::Decimal), (at::PLATFORM, Label::of("PLATFORM"), Shape::Text), (at::HWCAP, Label::of("HWCAP"), Shape::Bare),
    (at::CLKTCK, Label::of("CLKTCK"), Shape::Decimal), (at::SECURE, Label::of("SECURE"), Shape::Decimal),
    (at::RANDOM, Label::of("RANDOM"), Shape::Hex), (at::HWCAP2, Label::of("HWCAP2"), Shape::Hex), (at::EXECFN, Label::of("EXECFN"), Shape::Text),
    (at::SYSINFO_EHDR, Label::of("SYSINFO_EHDR"), Shape::Hex), (at::MINSIGSTKSZ, Label::of("MINSIGSTKSZ"), Shape::Decimal),
    (at::RSEQ_FEATURE_SIZE, Label::of("RSEQ_FEATURE_SIZE"), Shape::Decimal), (at::RSEQ_ALIGN, Label::of("RSEQ_ALIGN"), Shape::Decimal),
    (at::HWCAP3, Label::of("HWCAP3"), Shape::Hex), (at::HWCAP4, Label::of("HWCAP4"), Shape::Hex),
];

/// Not every release has names for the later ones.
fn is_named(kind: usize) -> bool {
    match kind {
        at::MINSIGSTKSZ => customs().names_signal_stack(),
        at::HWCAP3 | at::HWCAP4 => customs().names_more_hwcaps(),
        at::RSEQ_FEATURE_SIZE | at::RSEQ_ALIGN => customs().names_rseq(),
        _ => true,
    }
}

/// The text that an entry of the auxiliary vector leads to.
pub fn auxiliary_text(value: usize) -> &'static [u8] {
    // SAFETY: the kernel's strings end with a zero and stay (getauxval(3)).
    unsafe { crate::bytes::Name::new(value as *const u8) }.bytes()
}

/// LD_SHOW_AUXV: a line for each entry, then the program runs.
pub fn show_auxv(initial: Initial) {
    let mut shown = Vec::new();
    customs::ask_ahead();
    for [kind, value] in initial.auxiliaries() {
        let known = AUXILIARIES.iter().find(|known| known.0 == kind && is_named(kind));
        let (label, template) = match known {
            Some((_, label, Shape::Decimal)) => (label.bytes(), "AT_%0:%1%2\n"),
            Some((_, label, Shape::Bare)) if !customs().prefixes_hwcap() => (label.bytes(), "AT_%0:%1%x2\n"),
            Some((_, label, Shape::Hex | Shape::Bare)) => (label.bytes(), "AT_%0:%10x%x2\n"),
            Some((_, label, Shape::Text)) => (label.bytes(), "AT_%0:%1%3\n"),
            None => (&b""[..], "AT_??? (0x%x4): 0x%x2\n"),
        };
        let text = match known {
            Some((_, _, Shape::Text)) if value != 0 => auxiliary_text(value),
            _ => b"",
        };
        let gap = b"                  ".get(label.len()..).unwrap_or(b"");
        let size = fill::Value::size;
        fill(&mut shown, template, &[Text(label), Text(gap), size(value), Text(text), size(kind)]);
    }
    out::write(STDOUT, &shown);
}
