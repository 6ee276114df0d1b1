//! LD_DEBUG: what each event says, in words and in fields.
//!
//! In: an event. Out: its kind with the keys of its fields (LD_DEBUG=json), the template of its line (`fill`), and the values
//! that both show. The lines are glibc's, byte for byte; those of LD_DEBUG=dlopen, errors, init, time and tls are ours, in the
//! manner of glibc's. Must not: allocate (`say/debug.rs`).
//!
//! JSON, schema 1: every line has `v` (the schema, 1), `ev` (the kind, the first word of this file's lists), `pid`, `t`
//! (nanoseconds since the first line) and the fields that the list names. Fields and kinds are only ever added; a reader passes
//! over what it does not know. Names are those of text lines: the program's own is its argv[0] or empty. `ns` are namespaces
//! (0: the program's), addresses are numbers, `took` is in nanoseconds, and what there is not is null. Values without a key are
//! for the text alone.

mod thread_local;

use super::fill::Value::{self, *};
use super::text;
use crate::trace::{Event, Fate, Function, Permanence, Rule, Stage, Unfitness};

/// Takes what an event says: kind and keys, template, values.
type Tell = fn(&str, &str, &[Value<'_>]);

const SEARCH: &str = " search path=%:1\t\t(%0)\n";
const SEARCH_OF: &str = " search path=%:1\t\t(%0 from file %3)\n";
const MARKED: &str = "marking %0 [%1] as NODELETE%4\n";
const MARKED_BY: &str = "marking %0 [%1] as NODELETE due to reference from %3 [%4]\n";
const STATISTICS: &str = "\nruntime linker statistics:\n  \
    total startup time in dynamic loader: %0 cycles\n            \
    time needed for relocation: %1 cycles (%6.%7%%)\n                 \
    number of relocations: %3\n      \
    number of relocations from cache: %4\n        \
    number of relative relocations: %5\n           \
    time needed to load objects: %2 cycles (%8.%9%%)\n";

pub fn describe(event: &Event<'_>, tell: Tell) {
    let size = Value::size;
    match *event {
        // Layout of the text, which has no meaning.
        Event::Blank => tell("", "\n", &[]),
        Event::Find { name, namespace } => {
            tell("find name ns", "find library=%0 [%1]; searching\n", &[Object(name), size(namespace)]);
        }
        Event::SearchPath { dirs, rule, from } => {
            let line = if from.is_some() { SEARCH_OF } else { SEARCH };
            let file = Text(from.map_or(b"", or_program));
            tell(
                "search_path rule dirs from",
                line,
                &[Value::word(name_of(rule)), List(dirs), Value::maybe(from), file],
            );
        }
        Event::SearchCache { cache } => tell("search_cache path", " search cache=%0\n", &[Text(cache)]),
        Event::TryFile { path } => tell("try path", "  trying file=%0\n", &[Object(path)]),
        Event::PassedOver { why } => {
            let (why, words) = match why {
                Unfitness::Absent => ("absent", "no such file"),
                Unfitness::Class => ("class", "incompatible ELF class"),
                Unfitness::Machine => ("machine", "incompatible ELF machine"),
            };
            tell("pass why", "    (%1)\n", &[Value::word(why), Value::word(words)]);
        }
        Event::Filtee { name, by } => {
            tell(
                "filtee name by",
                "load auxiliary object=%0 requested by file=%1\n",
                &[Text(name), Text(by)],
            );
        }
        Event::FilteeEmpty { name } => tell(
            "filtee_empty name",
            "cannot load auxiliary `%0' because of empty dynamic string token substitution\n",
            &[Text(name)],
        ),
        Event::NeededBy { name, by, namespace, by_namespace, dynamically } => tell(
            "needed name by ns dlopen",
            "\nfile=%0 [%2];  %5 by %1 [%4]\n",
            &[
                Object(name),
                Object(by),
                size(namespace),
                Flag(dynamically),
                size(by_namespace),
                Value::word(if dynamically { "dynamically loaded" } else { "needed" }),
            ],
        ),
        Event::LinkMap { name, namespace } => {
            tell("load name ns", "file=%0 [%1];  generating link map\n", &[Object(name), size(namespace)]);
        }
        Event::Mapped { dynamic, base, size, entry, phdr, phnum } => tell(
            "mapped dynamic base size entry phdr phnum",
            "  dynamic: 0x%p0  base: 0x%p1   size: 0x%p2\n    entry: 0x%p3  phdr: 0x%p4  phnum:   %w5\n\n",
            &[dynamic, base, size, entry, phdr, phnum].map(Value::size),
        ),
        Event::UnsupportedFlags { flags } => tell(
            "unsupported_flags flags",
            "\nWARNING: Unsupported flag value(s) of 0x%x0 in DT_FLAGS_1.\n",
            &[Number(u64::from(flags))],
        ),
        Event::RelocationDependency { name, namespace, by, by_namespace } => tell(
            "relocation_dependency name ns by by_ns",
            "\nfile=%0 [%1];  needed by %2 [%3] (relocation dependency)\n\n",
            &[Object(name), size(namespace), Object(by), size(by_namespace)],
        ),
        Event::NoDelete { name, namespace, why } => {
            let (word, line, by, more) = match why {
                Permanence::Active => ("active", "activating NODELETE for %0 [%1]\n", Null, Null),
                Permanence::Asked => ("asked", MARKED, Null, Null),
                Permanence::UniqueSymbol => {
                    ("unique_symbol", MARKED, Null, Value::word(" due to unique symbol"))
                }
                Permanence::UsedByProgram => {
                    ("used_by_program", MARKED, Null, Value::word(" due to reference from main program"))
                }
                Permanence::UsedBy { name, namespace } => ("used_by", MARKED_BY, Text(name), size(namespace)),
            };
            tell(
                "nodelete name ns why by",
                line,
                &[Object(name), size(namespace), Value::word(word), by, more],
            );
        }
        Event::Destroy { name, namespace } => {
            tell(
                "unload name ns",
                "\nfile=%0 [%1];  destroying link map\n",
                &[Object(name), size(namespace)],
            );
        }
        Event::Relocating { name, lazy } => tell(
            "relocate name lazy",
            "\nrelocation processing: %0%2\n",
            &[Object(name), Flag(lazy), Value::word(if lazy { " (lazy)" } else { "" })],
        ),
        Event::Lookup { symbol, file, namespace } => tell(
            "lookup symbol file ns",
            "symbol=%0;  lookup in file=%1 [%2]\n",
            &[Symbol(symbol), Object(file), size(namespace)],
        ),
        Event::Binding { from, from_namespace, to, to_namespace, protected, symbol, version } => {
            let line = match version {
                Some(_) => "binding file %0 [%1] to %2 [%3]: %7 symbol `%4' [%5]\n",
                None => "binding file %0 [%1] to %2 [%3]: %7 symbol `%4'\n",
            };
            tell(
                "bind from from_ns to to_ns symbol version protected",
                line,
                &[
                    Object(from),
                    size(from_namespace),
                    Object(to),
                    size(to_namespace),
                    Symbol(symbol),
                    Value::maybe(version),
                    Flag(protected),
                    Value::word(if protected { "protected" } else { "normal" }),
                ],
            );
        }
        Event::CheckVersion { version, file, file_namespace, by, by_namespace } => tell(
            "version version file ns by by_ns",
            "checking for version `%0' in file %1 [%2] required by file %3 [%4]\n",
            &[Text(version), Object(file), size(file_namespace), Object(by), size(by_namespace)],
        ),
        Event::Init { name } => tell("init name", "\ncalling init: %0\n\n", &[Object(name)]),
        Event::Preinit { name } => tell("preinit name", "\ncalling preinit: %0\n\n", &[Object(name)]),
        Event::Fini { name, namespace } => {
            tell("fini name ns", "\ncalling fini: %0 [%1]\n\n", &[Object(name), size(namespace)]);
        }
        Event::Open { name, namespace, count } => tell(
            "open_count name ns count",
            "opening file=%0 [%1]; direct_opencount=%2\n\n",
            &[Object(name), size(namespace), Number(u64::from(count))],
        ),
        Event::Close { name, count } => tell(
            "close_count name count",
            "\nclosing file=%0; direct_opencount=%1\n",
            &[Object(name), Number(u64::from(count))],
        ),
        Event::AddGlobal { name, namespace } => {
            tell("add_global name ns", "\nadd %0 [%1] to global scope\n", &[Object(name), size(namespace)]);
        }
        Event::InitialScopes => tell("initial_scopes", "\nInitial object scopes\n", &[]),
        Event::ScopeOf { name, namespace } => {
            tell("scope_of name ns", "object=%0 [%1]\n", &[Object(name), size(namespace)]);
        }
        Event::ScopeList { index, names } => {
            let blank = Value::word(if names.is_empty() { "" } else { " " });
            tell("scope index names", " scope %0:%2% 1\n", &[size(index), List(names), blank]);
        }
        Event::NoScope => tell("no_scope", " no scope\n", &[]),
        Event::Statistics(s) => {
            let [relocating, relocating_tenth] = share(s.relocating, s.total);
            let [loading, loading_tenth] = share(s.loading, s.total);
            let counts = [s.total, s.relocating, s.loading, s.relocations, s.cached, s.relative].map(Number);
            let [total, relocating_cycles, loading_cycles, relocations, cached, relative] = counts;
            tell(
                "statistics total relocating loading relocations cached relative",
                STATISTICS,
                &[
                    total,
                    relocating_cycles,
                    loading_cycles,
                    relocations,
                    cached,
                    relative,
                    relocating,
                    relocating_tenth,
                    loading,
                    loading_tenth,
                ],
            );
        }
        Event::FinalStatistics { relocations, cached } => tell(
            "final_statistics relocations cached",
            "\nruntime linker statistics:\n           final number of relocations: %0\n\
             final number of relocations from cache: %1\n",
            &[Number(relocations), Number(cached)],
        ),
        Event::Error { object, occasion, reason, fate } => {
            let fatal = fate == Fate::Fatal;
            tell(
                "error object occasion reason fatal",
                "%0: error: %1: %2 (%4)\n",
                &[
                    Text(object),
                    Text(occasion),
                    Text(reason),
                    Flag(fatal),
                    Value::word(if fatal { "fatal" } else { "continued" }),
                ],
            );
        }
        Event::AuditorRefused { name, namespace } => tell(
            "auditor_refused name ns",
            "file=%0 [%1]; audit interface function la_version returned zero; ignored.\n",
            &[Text(name), size(namespace)],
        ),
        Event::AuditorTooNew { name, required, supported } => tell(
            "auditor_too_new name required supported",
            "ERROR: audit interface '%0' requires version %1 (maximum supported version %2); ignored.\n",
            &[Text(name), Number(u64::from(required)), Number(u64::from(supported))],
        ),
        Event::Opened { name, by, mode, path } => tell(
            "dlopen name by mode path",
            "dlopen(\"%0\", 0x%x2) by %1: %4\n",
            &[
                Object(name),
                Object(by),
                Number(u64::from(mode)),
                path.map_or(Null, Object),
                Text(path.unwrap_or(b"failed")),
            ],
        ),
        Event::Closing { name } => tell("dlclose name", "dlclose(%0)\n", &[Object(name)]),
        Event::Explained { object, reason, explanation } => tell(
            "explained object reason explanation",
            "error: %0: %1\n%2",
            &[Text(object), Text(reason), Text(explanation)],
        ),
        Event::Turn { name, position, of } => {
            tell("turn name position of", "init: %1 of %2: %0\n", &[Object(name), size(position), size(of)]);
        }
        Event::Ran { name, function, index, address, nanoseconds } => {
            let line = match function {
                Function::Init | Function::Fini => "init:   %0 %1 at 0x%x3: %4 ns\n",
                _ => "init:   %0 %1[%2] at 0x%x3: %4 ns\n",
            };
            let tag = Value::word(tag(function));
            tell(
                "ran name tag index address took",
                line,
                &[Object(name), tag, size(index), size(address), Number(nanoseconds)],
            );
        }
        Event::Took { name, stage, nanoseconds } => {
            let stage = Value::word(stage_name(stage));
            tell("time name stage took", "time: %1 %0: %2 ns\n", &[Object(name), stage, Number(nanoseconds)]);
        }
        _ => thread_local::describe(event, tell),
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

/// The name of the tag.
pub fn tag(function: Function) -> &'static str {
    match function {
        Function::PreinitArray => "DT_PREINIT_ARRAY",
        Function::Init => "DT_INIT",
        Function::InitArray => "DT_INIT_ARRAY",
        Function::FiniArray => "DT_FINI_ARRAY",
        Function::Fini => "DT_FINI",
    }
}

fn stage_name(stage: Stage) -> &'static str {
    match stage {
        Stage::Map => "map",
        Stage::Relocate => "relocate",
        Stage::Init => "init",
        Stage::Fini => "fini",
    }
}

/// The program has an empty name; lines about its RPATH give argv[0].
fn or_program(name: &[u8]) -> &[u8] {
    if name.is_empty() { text::program() } else { name }
}

/// A part of a whole in per cent, and its tenths; glibc shows no zero before the point.
fn share(part: u64, whole: u64) -> [Value<'static>; 2] {
    let tenths = part.saturating_mul(1000).checked_div(whole).unwrap_or(0);
    [if tenths >= 10 { Number(tenths / 10) } else { Null }, Number(tenths % 10)]
}
