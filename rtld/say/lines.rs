//! glibc's lines of LD_DEBUG.
//!
//! In: an event. Out: its text, without the prefix that each line gets; `own_lines` has those for events that glibc has not.
//! Must not: allocate (`say/debug.rs`).

use super::{Number, Sink, own_lines, text};
use crate::trace::{Event, Fate, Permanence, Rule, Statistics, Unfitness};

/// ` [namespace]`.
struct In(usize);

pub fn say(to: &mut dyn Sink, text: &str) {
    to.put(text.as_bytes());
}

fn object(to: &mut dyn Sink, name: &[u8], namespace: In) {
    to.all(&[name, b" ["]);
    to.number(Number::Decimal(namespace.0 as u64));
    to.put(b"]");
}

pub fn between(to: &mut dyn Sink, before: &str, name: &[u8], after: &str) {
    to.all(&[before.as_bytes(), name, after.as_bytes()]);
}

pub fn render(event: &Event<'_>, to: &mut dyn Sink) {
    match *event {
        Event::Find { .. }
        | Event::SearchPath { .. }
        | Event::SearchCache { .. }
        | Event::TryFile { .. }
        | Event::PassedOver { .. }
        | Event::Filtee { .. }
        | Event::FilteeEmpty { .. }
        | Event::Blank => search(event, to),
        Event::NeededBy { .. }
        | Event::LinkMap { .. }
        | Event::Mapped { .. }
        | Event::UnsupportedFlags { .. }
        | Event::RelocationDependency { .. }
        | Event::NoDelete { .. }
        | Event::Open { .. }
        | Event::Close { .. }
        | Event::Destroy { .. } => files(event, to),
        Event::Relocating { .. }
        | Event::Lookup { .. }
        | Event::Binding { .. }
        | Event::CheckVersion { .. }
        | Event::Error { .. } => binding(event, to),
        Event::Init { .. } | Event::Preinit { .. } | Event::Fini { .. } => calls(event, to),
        Event::AddGlobal { .. }
        | Event::InitialScopes
        | Event::ScopeOf { .. }
        | Event::ScopeList { .. }
        | Event::NoScope => scopes(event, to),
        Event::Statistics(statistics) => at_start(&statistics, to),
        Event::FinalStatistics { relocations, cached } => at_end(relocations, cached, to),
        Event::TcbAllocated { .. } | Event::TcbDeallocating { .. } => control_block(event, to),
        Event::AuditorRefused { name, namespace } => {
            say(to, "file=");
            object(to, name, In(namespace));
            say(to, "; audit interface function la_version returned zero; ignored.\n");
        }
        Event::Opened { .. }
        | Event::Closing { .. }
        | Event::Explained { .. }
        | Event::Turn { .. }
        | Event::Ran { .. }
        | Event::Took { .. }
        | Event::TlsModule { .. }
        | Event::TlsLayout { .. }
        | Event::TlsLate { .. }
        | Event::TlsBlock { .. }
        | Event::TlsDtv { .. } => own_lines::render(event, to),
    }
}

fn search(event: &Event<'_>, to: &mut dyn Sink) {
    match *event {
        Event::Find { name, namespace } => {
            say(to, "find library=");
            object(to, name, In(namespace));
            say(to, "; searching\n");
        }
        Event::SearchPath { dirs, rule, from } => {
            say(to, " search path=");
            for (index, dir) in dirs.iter().enumerate() {
                to.all(&[if index == 0 { b"" } else { b":" }, dir]);
            }
            between(to, "\t\t(", name_of(rule).as_bytes(), "");
            if let Some(from) = from {
                between(to, " from file ", or_program(from), "");
            }
            say(to, ")\n");
        }
        Event::SearchCache { cache } => between(to, " search cache=", cache, "\n"),
        Event::TryFile { path } => between(to, "  trying file=", path, "\n"),
        Event::PassedOver { why } => say(
            to,
            match why {
                Unfitness::Absent => "    (no such file)\n",
                Unfitness::Class => "    (incompatible ELF class)\n",
                Unfitness::Machine => "    (incompatible ELF machine)\n",
            },
        ),
        Event::Filtee { name, by } => {
            between(to, "load auxiliary object=", name, "");
            between(to, " requested by file=", by, "\n");
        }
        Event::FilteeEmpty { name } => {
            between(
                to,
                "cannot load auxiliary `",
                name,
                "' because of empty dynamic string token substitution\n",
            );
        }
        _ => say(to, "\n"),
    }
}

/// What glibc calls a rule of the search.
pub fn name_of(rule: Rule) -> &'static str {
    match rule {
        Rule::Rpath => "RPATH",
        Rule::Runpath => "RUNPATH",
        Rule::LibraryPath => "LD_LIBRARY_PATH",
        Rule::LibraryPathOption => "--library-path",
        Rule::Cache => "ld.so.cache",
        Rule::Default => "system search path",
        Rule::Path => "path name",
    }
}

/// The program has an empty name; lines about its RPATH give argv[0].
fn or_program(name: &[u8]) -> &[u8] {
    if name.is_empty() { text::program() } else { name }
}

fn files(event: &Event<'_>, to: &mut dyn Sink) {
    match *event {
        Event::NeededBy { name, by, namespace, by_namespace, dynamically } => {
            say(to, "\nfile=");
            object(to, name, In(namespace));
            say(to, if dynamically { ";  dynamically loaded by " } else { ";  needed by " });
            object(to, by, In(by_namespace));
            say(to, "\n");
        }
        Event::LinkMap { name, namespace } => {
            say(to, "file=");
            object(to, name, In(namespace));
            say(to, ";  generating link map\n");
        }
        Event::Mapped { .. } => addresses(event, to),
        Event::UnsupportedFlags { flags } => {
            say(to, "\nWARNING: Unsupported flag value(s) of 0x");
            to.number(Number::Hex(u64::from(flags)));
            say(to, " in DT_FLAGS_1.\n");
        }
        Event::RelocationDependency { name, namespace, by, by_namespace } => {
            say(to, "\nfile=");
            object(to, name, In(namespace));
            say(to, ";  needed by ");
            object(to, by, In(by_namespace));
            say(to, " (relocation dependency)\n\n");
        }
        Event::NoDelete { name, namespace, why } => {
            say(to, if why == Permanence::Active { "activating NODELETE for " } else { "marking " });
            object(to, name, In(namespace));
            permanence(why, to);
        }
        Event::Open { name, namespace, count } => {
            say(to, "opening file=");
            object(to, name, In(namespace));
            say(to, "; direct_opencount=");
            to.number(Number::Decimal(u64::from(count)));
            say(to, "\n\n");
        }
        Event::Close { name, count } => {
            between(to, "\nclosing file=", name, "; direct_opencount=");
            to.number(Number::Decimal(u64::from(count)));
            say(to, "\n");
        }
        Event::Destroy { name, namespace } => {
            say(to, "\nfile=");
            object(to, name, In(namespace));
            say(to, ";  destroying link map\n");
        }
        _ => {}
    }
}

fn addresses(event: &Event<'_>, to: &mut dyn Sink) {
    let Event::Mapped { dynamic, base, size, entry, phdr, phnum } = *event else { return };
    let mut one = |label: &str, address: usize| {
        say(to, label);
        to.number(Number::Address(address as u64, 16));
    };
    one("  dynamic: 0x", dynamic);
    one("  base: 0x", base);
    one("   size: 0x", size);
    one("\n    entry: 0x", entry);
    one("  phdr: 0x", phdr);
    say(to, "  phnum:   ");
    to.number(Number::Padded(phnum as u64, 16));
    say(to, "\n\n");
}

fn permanence(why: Permanence<'_>, to: &mut dyn Sink) {
    match why {
        Permanence::Active => {}
        Permanence::Asked => say(to, " as NODELETE"),
        Permanence::UniqueSymbol => say(to, " as NODELETE due to unique symbol"),
        Permanence::UsedByProgram => say(to, " as NODELETE due to reference from main program"),
        Permanence::UsedBy { name, namespace } => {
            say(to, " as NODELETE due to reference from ");
            object(to, name, In(namespace));
        }
    }
    say(to, "\n");
}

fn binding(event: &Event<'_>, to: &mut dyn Sink) {
    match *event {
        Event::Relocating { name, lazy } => {
            between(to, "\nrelocation processing: ", name, if lazy { " (lazy)\n" } else { "\n" });
        }
        Event::Lookup { symbol, file, namespace } => {
            between(to, "symbol=", symbol, ";  lookup in file=");
            object(to, file, In(namespace));
            say(to, "\n");
        }
        Event::Binding { from, from_namespace, to: target, to_namespace, protected, symbol, version } => {
            say(to, "binding file ");
            object(to, from, In(from_namespace));
            say(to, " to ");
            object(to, target, In(to_namespace));
            between(to, if protected { ": protected symbol `" } else { ": normal symbol `" }, symbol, "'");
            if let Some(version) = version {
                between(to, " [", version, "]");
            }
            say(to, "\n");
        }
        Event::CheckVersion { version, file, file_namespace, by, by_namespace } => {
            between(to, "checking for version `", version, "' in file ");
            object(to, file, In(file_namespace));
            say(to, " required by file ");
            object(to, by, In(by_namespace));
            say(to, "\n");
        }
        Event::Error { object, occasion, reason, fate } => {
            to.all(&[object, b": error: ", occasion, b": ", reason]);
            say(to, if fate == Fate::Fatal { " (fatal)\n" } else { " (continued)\n" });
        }
        _ => {}
    }
}

fn calls(event: &Event<'_>, to: &mut dyn Sink) {
    match *event {
        Event::Init { name } => between(to, "\ncalling init: ", name, "\n\n"),
        Event::Preinit { name } => between(to, "\ncalling preinit: ", name, "\n\n"),
        Event::Fini { name, namespace } => {
            say(to, "\ncalling fini: ");
            object(to, name, In(namespace));
            say(to, "\n\n");
        }
        _ => {}
    }
}

pub fn labelled(to: &mut dyn Sink, label: &str, value: u64) {
    say(to, label);
    to.number(Number::Decimal(value));
}

pub fn placed(to: &mut dyn Sink, label: &str, address: usize) {
    say(to, label);
    to.number(Number::Hex(address as u64));
}

fn control_block(event: &Event<'_>, to: &mut dyn Sink) {
    match *event {
        Event::TcbAllocated { address } => {
            placed(to, "TCB allocated: 0x", address);
            say(to, "\n");
        }
        Event::TcbDeallocating { address, with_memory } => {
            placed(to, "TCB deallocating: 0x", address);
            say(to, if with_memory { " (dealloc_tcb=1)\n" } else { " (dealloc_tcb=0)\n" });
        }
        _ => {}
    }
}

fn scopes(event: &Event<'_>, to: &mut dyn Sink) {
    match *event {
        Event::AddGlobal { name, namespace } => {
            say(to, "\nadd ");
            object(to, name, In(namespace));
            say(to, " to global scope\n");
        }
        Event::InitialScopes => say(to, "\nInitial object scopes\n"),
        Event::ScopeOf { name, namespace } => {
            say(to, "object=");
            object(to, name, In(namespace));
            say(to, "\n");
        }
        Event::ScopeList { index, names } => {
            say(to, " scope ");
            to.number(Number::Decimal(index as u64));
            say(to, ":");
            for name in names {
                between(to, " ", name, "");
            }
            say(to, "\n");
        }
        _ => say(to, " no scope\n"),
    }
}

fn at_start(statistics: &Statistics, to: &mut dyn Sink) {
    labelled(to, "\nruntime linker statistics:\n  total startup time in dynamic loader: ", statistics.total);
    labelled(to, " cycles\n            time needed for relocation: ", statistics.relocating);
    share(statistics.relocating, statistics.total, to);
    labelled(to, "                 number of relocations: ", statistics.relocations);
    labelled(to, "\n      number of relocations from cache: ", statistics.cached);
    labelled(to, "\n        number of relative relocations: ", statistics.relative);
    labelled(to, "\n           time needed to load objects: ", statistics.loading);
    share(statistics.loading, statistics.total, to);
}

/// ` cycles (24.2%)`.
fn share(part: u64, whole: u64, to: &mut dyn Sink) {
    let tenths = part.saturating_mul(1000).checked_div(whole).unwrap_or(0);
    say(to, " cycles (");
    // glibc shows no zero before the point.
    if tenths >= 10 {
        to.number(Number::Decimal(tenths / 10));
    }
    say(to, ".");
    to.number(Number::Decimal(tenths % 10));
    say(to, "%)\n");
}

fn at_end(relocations: u64, cached: u64, to: &mut dyn Sink) {
    say(to, "\nruntime linker statistics:\n           final number of relocations: ");
    to.number(Number::Decimal(relocations));
    say(to, "\nfinal number of relocations from cache: ");
    to.number(Number::Decimal(cached));
    say(to, "\n");
}
