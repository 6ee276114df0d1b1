//! LD_DEBUG=json: the events of LD_DEBUG as NDJSON, for programs that would else parse prose.
//!
//! In: an event. Out: its line. Must not: allocate (`say/debug.rs`).
//!
//! Schema 1. Every line has `v` (the schema, 1), `ev` (the kind, a word of this file), `pid`, `t` (nanoseconds since the
//! first line) and the fields below. Fields and kinds are only ever added; a reader passes over what it does not
//! know. Names are those of text lines: the program's own is its argv[0] or empty. `ns` are namespaces (0: the
//! program's), addresses are numbers, `took` is in nanoseconds, and what there is not is null.

use super::Sink;
use super::json::{self, Value, Value::*};
use super::lines::name_of;
use crate::trace::{Event, Fate, Function, Permanence, Stage, Unfitness};

/// Most fields of an event, and the two that every one has.
const MOST: usize = 12;

/// A line's fields, without a heap.
struct Fields<'a> {
    list: [(&'static str, Value<'a>); MOST],
    used: usize,
}

impl<'a> Fields<'a> {
    /// What every line begins with: who, and when.
    fn begin(pid: i32, time: u64) -> Fields<'a> {
        let mut fields = Fields { list: [("", Null); MOST], used: 0 };
        fields.with(&[("pid", Number(u64::from(pid.unsigned_abs()))), ("t", Number(time))]);
        fields
    }

    #[inline(never)]
    fn with(&mut self, more: &[(&'static str, Value<'a>)]) -> &mut Fields<'a> {
        for &field in more {
            if let Some(slot) = self.list.get_mut(self.used) {
                *slot = field;
                self.used += 1;
            }
        }
        self
    }

    fn put(&self, event: &str, to: &mut dyn Sink) {
        json::line(event, self.list.get(..self.used).unwrap_or(&[]), to);
    }
}

/// A kind of line and what it has to say.
type Said<'f, 'a> = (&'static str, &'f mut Fields<'a>);

fn number(value: usize) -> Value<'static> {
    Number(value as u64)
}

fn maybe(text: Option<&[u8]>) -> Value<'_> {
    text.map_or(Null, Text)
}

/// Puts the line of `event`; `time` is in nanoseconds.
pub fn put(event: &Event<'_>, pid: i32, time: u64, to: &mut dyn Sink) {
    let mut fields = Fields::begin(pid, time);
    let fields = &mut fields;
    let (kind, fields) = match *event {
        // Layout of the text, which has no meaning.
        Event::Blank => return,
        Event::Find { .. }
        | Event::SearchPath { .. }
        | Event::SearchCache { .. }
        | Event::TryFile { .. }
        | Event::PassedOver { .. }
        | Event::Filtee { .. }
        | Event::FilteeEmpty { .. } => search(event, fields),
        Event::NeededBy { .. }
        | Event::LinkMap { .. }
        | Event::Mapped { .. }
        | Event::UnsupportedFlags { .. }
        | Event::RelocationDependency { .. }
        | Event::NoDelete { .. }
        | Event::Destroy { .. } => files(event, fields),
        Event::Relocating { .. }
        | Event::Lookup { .. }
        | Event::Binding { .. }
        | Event::CheckVersion { .. } => binding(event, fields),
        Event::Init { .. } | Event::Preinit { .. } | Event::Fini { .. } => calls(event, fields),
        Event::Turn { .. } | Event::Ran { .. } | Event::Took { .. } => timed(event, fields),
        Event::TlsModule { .. }
        | Event::TlsLayout { .. }
        | Event::TlsLate { .. }
        | Event::TlsBlock { .. }
        | Event::TlsDtv { .. }
        | Event::TcbAllocated { .. }
        | Event::TcbDeallocating { .. } => tls(event, fields),
        Event::Open { .. } | Event::Close { .. } | Event::Opened { .. } | Event::Closing { .. } => {
            dlopen(event, fields)
        }
        Event::AddGlobal { .. }
        | Event::InitialScopes
        | Event::ScopeOf { .. }
        | Event::ScopeList { .. }
        | Event::NoScope => scopes(event, fields),
        Event::Statistics(_) | Event::FinalStatistics { .. } => statistics(event, fields),
        Event::Error { .. } | Event::Explained { .. } | Event::AuditorRefused { .. } => errors(event, fields),
    };
    fields.put(kind, to);
}

/// A line of libc's own.
pub fn put_text(text: &[u8], pid: i32, time: u64, to: &mut dyn Sink) {
    Fields::begin(pid, time).with(&[("text", Text(text))]).put("libc", to);
}

fn search<'f, 'a>(event: &Event<'a>, fields: &'f mut Fields<'a>) -> Said<'f, 'a> {
    match *event {
        Event::Find { name, namespace } => {
            ("find", fields.with(&[("name", Text(name)), ("ns", number(namespace))]))
        }
        Event::SearchPath { dirs, rule, from } => {
            let rule = Text(name_of(rule).as_bytes());
            ("search_path", fields.with(&[("rule", rule), ("dirs", List(dirs)), ("from", maybe(from))]))
        }
        Event::SearchCache { cache } => ("search_cache", fields.with(&[("path", Text(cache))])),
        Event::TryFile { path } => ("try", fields.with(&[("path", Text(path))])),
        Event::PassedOver { why } => {
            let why = match why {
                Unfitness::Absent => "absent",
                Unfitness::Class => "class",
                Unfitness::Machine => "machine",
            };
            ("pass", fields.with(&[("why", Text(why.as_bytes()))]))
        }
        Event::Filtee { name, by } => ("filtee", fields.with(&[("name", Text(name)), ("by", Text(by))])),
        Event::FilteeEmpty { name } => ("filtee_empty", fields.with(&[("name", Text(name))])),
        _ => ("unknown", fields),
    }
}

fn files<'f, 'a>(event: &Event<'a>, fields: &'f mut Fields<'a>) -> Said<'f, 'a> {
    match *event {
        Event::NeededBy { name, by, namespace, dynamically, .. } => {
            let how = [("ns", number(namespace)), ("dlopen", Flag(dynamically))];
            ("needed", fields.with(&[("name", Text(name)), ("by", Text(by))]).with(&how))
        }
        Event::LinkMap { name, namespace } => {
            ("load", fields.with(&[("name", Text(name)), ("ns", number(namespace))]))
        }
        Event::Mapped { dynamic, base, size, entry, phdr, phnum } => {
            let place = [("dynamic", number(dynamic)), ("base", number(base)), ("size", number(size))];
            let rest = [("entry", number(entry)), ("phdr", number(phdr)), ("phnum", number(phnum))];
            ("mapped", fields.with(&place).with(&rest))
        }
        Event::UnsupportedFlags { flags } => {
            ("unsupported_flags", fields.with(&[("flags", number(flags as usize))]))
        }
        Event::RelocationDependency { name, namespace, by, by_namespace } => {
            let by = [("by", Text(by)), ("by_ns", number(by_namespace))];
            (
                "relocation_dependency",
                fields.with(&[("name", Text(name)), ("ns", number(namespace))]).with(&by),
            )
        }
        Event::NoDelete { name, namespace, why } => {
            let (why, by) = permanence(why);
            let why = [("why", Text(why.as_bytes())), ("by", maybe(by))];
            ("nodelete", fields.with(&[("name", Text(name)), ("ns", number(namespace))]).with(&why))
        }
        Event::Destroy { name, namespace } => {
            ("unload", fields.with(&[("name", Text(name)), ("ns", number(namespace))]))
        }
        _ => ("unknown", fields),
    }
}

fn permanence<'a>(why: Permanence<'a>) -> (&'static str, Option<&'a [u8]>) {
    match why {
        Permanence::Asked => ("asked", None),
        Permanence::UniqueSymbol => ("unique_symbol", None),
        Permanence::UsedByProgram => ("used_by_program", None),
        Permanence::UsedBy { name, .. } => ("used_by", Some(name)),
        Permanence::Active => ("active", None),
    }
}

fn binding<'f, 'a>(event: &Event<'a>, fields: &'f mut Fields<'a>) -> Said<'f, 'a> {
    match *event {
        Event::Relocating { name, lazy } => {
            ("relocate", fields.with(&[("name", Text(name)), ("lazy", Flag(lazy))]))
        }
        Event::Lookup { symbol, file, namespace } => {
            let place = [("file", Text(file)), ("ns", number(namespace))];
            ("lookup", fields.with(&[("symbol", Text(symbol))]).with(&place))
        }
        Event::Binding { from, from_namespace, to, to_namespace, protected, symbol, version } => {
            let from = [("from", Text(from)), ("from_ns", number(from_namespace))];
            let to = [("to", Text(to)), ("to_ns", number(to_namespace))];
            let what =
                [("symbol", Text(symbol)), ("version", maybe(version)), ("protected", Flag(protected))];
            ("bind", fields.with(&from).with(&to).with(&what))
        }
        Event::CheckVersion { version, file, file_namespace, by, by_namespace } => {
            let what = [("version", Text(version)), ("file", Text(file)), ("ns", number(file_namespace))];
            ("version", fields.with(&what).with(&[("by", Text(by)), ("by_ns", number(by_namespace))]))
        }
        _ => ("unknown", fields),
    }
}

fn calls<'f, 'a>(event: &Event<'a>, fields: &'f mut Fields<'a>) -> Said<'f, 'a> {
    match *event {
        Event::Init { name } => ("init", fields.with(&[("name", Text(name))])),
        Event::Preinit { name } => ("preinit", fields.with(&[("name", Text(name))])),
        Event::Fini { name, namespace } => {
            ("fini", fields.with(&[("name", Text(name)), ("ns", number(namespace))]))
        }
        _ => ("unknown", fields),
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

pub fn stage_name(stage: Stage) -> &'static str {
    match stage {
        Stage::Map => "map",
        Stage::Relocate => "relocate",
        Stage::Init => "init",
        Stage::Fini => "fini",
    }
}

fn timed<'f, 'a>(event: &Event<'a>, fields: &'f mut Fields<'a>) -> Said<'f, 'a> {
    match *event {
        Event::Turn { name, position, of } => {
            let place = [("position", number(position)), ("of", number(of))];
            ("turn", fields.with(&[("name", Text(name))]).with(&place))
        }
        Event::Ran { name, function, index, address, nanoseconds } => {
            let tag = Text(tag(function).as_bytes());
            let which = [("name", Text(name)), ("tag", tag), ("index", number(index))];
            ("ran", fields.with(&which).with(&[("address", number(address)), ("took", Number(nanoseconds))]))
        }
        Event::Took { name, stage, nanoseconds } => {
            let stage = Text(stage_name(stage).as_bytes());
            ("time", fields.with(&[("name", Text(name)), ("stage", stage), ("took", Number(nanoseconds))]))
        }
        _ => ("unknown", fields),
    }
}

fn tls<'f, 'a>(event: &Event<'a>, fields: &'f mut Fields<'a>) -> Said<'f, 'a> {
    match *event {
        Event::TlsModule { name, number: module, size, align, offset } => {
            let what = [("name", Text(name)), ("module", number(module))];
            let offset = offset.map_or(Null, Number);
            let how = [("size", Number(size)), ("align", Number(align)), ("offset", offset)];
            ("tls_module", fields.with(&what).with(&how))
        }
        Event::TlsLayout { used, free, optional } => {
            let what = [("used", Number(used)), ("free", Number(free)), ("optional", Number(optional))];
            ("tls_layout", fields.with(&what))
        }
        Event::TlsLate { name, number: module, size, offset, free } => {
            let what = [("name", Text(name)), ("module", number(module))];
            let how = [("size", Number(size)), ("offset", Number(offset)), ("free", Number(free))];
            ("tls_late", fields.with(&what).with(&how))
        }
        Event::TlsBlock { name, number: module, size, address, thread } => {
            let what = [("name", Text(name)), ("module", number(module))];
            let how = [("size", Number(size)), ("address", number(address)), ("thread", number(thread))];
            ("tls_block", fields.with(&what).with(&how))
        }
        Event::TlsDtv { thread, from, to } => {
            let what = [("thread", number(thread)), ("from", number(from)), ("to", number(to))];
            ("tls_dtv", fields.with(&what))
        }
        Event::TcbAllocated { address } => ("tcb", fields.with(&[("thread", number(address))])),
        Event::TcbDeallocating { address, .. } => ("tcb_end", fields.with(&[("thread", number(address))])),
        _ => ("unknown", fields),
    }
}

fn dlopen<'f, 'a>(event: &Event<'a>, fields: &'f mut Fields<'a>) -> Said<'f, 'a> {
    match *event {
        Event::Open { name, namespace, count } => {
            let how = [("ns", number(namespace)), ("count", Number(u64::from(count)))];
            ("open_count", fields.with(&[("name", Text(name))]).with(&how))
        }
        Event::Close { name, count } => {
            ("close_count", fields.with(&[("name", Text(name)), ("count", Number(u64::from(count)))]))
        }
        Event::Opened { name, by, mode, path } => {
            let how = [("mode", Number(u64::from(mode))), ("path", maybe(path))];
            ("dlopen", fields.with(&[("name", Text(name)), ("by", Text(by))]).with(&how))
        }
        Event::Closing { name } => ("dlclose", fields.with(&[("name", Text(name))])),
        _ => ("unknown", fields),
    }
}

fn scopes<'f, 'a>(event: &Event<'a>, fields: &'f mut Fields<'a>) -> Said<'f, 'a> {
    match *event {
        Event::AddGlobal { name, namespace } => {
            ("add_global", fields.with(&[("name", Text(name)), ("ns", number(namespace))]))
        }
        Event::InitialScopes => ("initial_scopes", fields),
        Event::ScopeOf { name, namespace } => {
            ("scope_of", fields.with(&[("name", Text(name)), ("ns", number(namespace))]))
        }
        Event::ScopeList { index, names } => {
            ("scope", fields.with(&[("index", number(index)), ("names", List(names))]))
        }
        Event::NoScope => ("no_scope", fields),
        _ => ("unknown", fields),
    }
}

fn statistics<'f, 'a>(event: &Event<'a>, fields: &'f mut Fields<'a>) -> Said<'f, 'a> {
    match *event {
        Event::Statistics(s) => {
            let cycles = [
                ("total", Number(s.total)),
                ("relocating", Number(s.relocating)),
                ("loading", Number(s.loading)),
            ];
            let counts = [("relocations", Number(s.relocations)), ("cached", Number(s.cached))];
            ("statistics", fields.with(&cycles).with(&counts).with(&[("relative", Number(s.relative))]))
        }
        Event::FinalStatistics { relocations, cached } => {
            let counts = [("relocations", Number(relocations)), ("cached", Number(cached))];
            ("final_statistics", fields.with(&counts))
        }
        _ => ("unknown", fields),
    }
}

fn errors<'f, 'a>(event: &Event<'a>, fields: &'f mut Fields<'a>) -> Said<'f, 'a> {
    match *event {
        Event::Error { object, occasion, reason, fate } => {
            let what = [("object", Text(object)), ("occasion", Text(occasion)), ("reason", Text(reason))];
            ("error", fields.with(&what).with(&[("fatal", Flag(fate == Fate::Fatal))]))
        }
        Event::Explained { object, reason, explanation } => {
            let what = [("object", Text(object)), ("reason", Text(reason))];
            ("explained", fields.with(&what).with(&[("explanation", Text(explanation))]))
        }
        Event::AuditorRefused { name, namespace } => {
            ("auditor_refused", fields.with(&[("name", Text(name)), ("ns", number(namespace))]))
        }
        _ => ("unknown", fields),
    }
}
