//! LD_DEBUG: one `Event`, one text, byte for byte glibc's (ld.so(8); every line is compared with the system's
//! ld.so in the program tests).
//!
//! In: events, from callers that have asked `trace::on` first. Out: lines, each after the process's id
//! (`%10d:` and a tab), on standard error or in LD_DEBUG_OUTPUT's file, one write per event. Must not: allocate or
//! lock: the lazy resolver emits, perhaps in a signal handler or in the child of a fork.

use super::{Number, Sink};
use crate::bytes::Name;
use crate::error::{Errno, Error};
use crate::link::linker::linker;
use crate::plan::options::{DEBUG, Text};
use crate::sys::file;
use crate::sys::out::{self, Line};
use crate::sys::proc;
use crate::trace::{self, Category, Event, Fate, Permanence, Rule, Statistics};
use core::ffi::CStr;
use core::sync::atomic::{AtomicI32, Ordering};

/// Where the lines go; set once by `begin`.
static OUTPUT: AtomicI32 = AtomicI32::new(out::STDERR);

/// Sends the lines to `NAME.PID`, created if need be, never through a symbolic link. If that cannot be opened they
/// go to standard output, as with glibc.
pub fn begin(name: &[u8]) {
    let fd = open(name).unwrap_or(out::STDOUT);
    OUTPUT.store(fd, Ordering::Relaxed);
}

fn open(name: &[u8]) -> Result<i32, Errno> {
    let mut path = alloc::vec::Vec::with_capacity(name.len() + Number::MOST + 2);
    path.put(name);
    path.put(b".");
    path.number(Number::Signed(i64::from(proc::pid())));
    path.put(b"\0");
    let path = CStr::from_bytes_with_nul(&path).map_err(|_| Errno::INVAL)?;
    let fd = file::append(path)?;
    let number = fd.number();
    // Kept open for the life of the process.
    core::mem::forget(fd);
    Ok(number)
}

/// A text in which every line gets the prefix.
struct Lines<const N: usize> {
    line: Line<N>,
    pid: i32,
    at_start: bool,
}

impl<const N: usize> Sink for Lines<N> {
    fn put(&mut self, bytes: &[u8]) {
        for part in bytes.split_inclusive(|&byte| byte == b'\n') {
            if self.at_start {
                // Not remembered from call to call: a fork changes it.
                self.line.number(Number::Padded(u64::from(self.pid.unsigned_abs()), 10));
                self.line.put(b":\t");
            }
            self.line.put(part);
            self.at_start = part.ends_with(b"\n");
        }
    }
}

impl<const N: usize> Lines<N> {
    fn new() -> Lines<N> {
        let line = Line::to(OUTPUT.load(Ordering::Relaxed));
        Lines { line, pid: proc::pid(), at_start: true }
    }
}

/// Prints an event.
#[cold]
pub fn emit(event: &Event<'_>) {
    if !passes(event) {
        return;
    }
    match event {
        // Search paths are long: some room spares a second write. No signal handler gets here.
        Event::SearchPath { .. } | Event::ScopeList { .. } => render(event, &mut Lines::<8192>::new()),
        _ => render(event, &mut Lines::<1024>::new()),
    }
}

/// A line of libc's own, which comes here through `_dl_debug_printf`: `%s`, and numbers of a word.
///
/// # Safety
/// For each `%s` of the format there is a pointer to a string.
#[cold]
pub unsafe fn printf(format: &CStr, arguments: [usize; 5]) {
    let mut to = Lines::<1024>::new();
    let mut arguments = arguments.into_iter();
    let mut parts = format.to_bytes().split(|&byte| byte == b'%');
    to.put(parts.next().unwrap_or(b""));
    while let Some(part) = parts.next() {
        // Flags, widths and lengths change nothing that matters here.
        let at = part
            .iter()
            .position(|byte| !matches!(byte, b'0'..=b'9' | b'*' | b'l' | b'z'))
            .unwrap_or(part.len());
        let (kind, rest) = (part.get(at).copied(), part.get(at + 1..).unwrap_or(b""));
        match kind {
            // SAFETY: the caller's word.
            Some(b's') => to.put(unsafe { Name::new(arguments.next().unwrap_or(0) as *const u8) }.bytes()),
            Some(b'u' | b'd') => to.number(Number::Decimal(arguments.next().unwrap_or(0) as u64)),
            Some(b'x') => to.number(Number::Hex(arguments.next().unwrap_or(0) as u64)),
            _ => to.all(&[b"%", parts.next().unwrap_or(b"")]),
        }
        to.put(rest);
    }
}

/// Is it about the objects and symbols of `obj=` and `sym=`? Without these, everything is.
fn passes(event: &Event<'_>) -> bool {
    let options = linker().options();
    let (objects, symbols) = (options.debug_objects.as_slice(), options.debug_symbols.as_slice());
    let any = |globs: &[Text], names: &[&[u8]]| {
        globs.is_empty() || globs.iter().any(|glob| names.iter().any(|name| is_like(name, glob)))
    };
    match *event {
        Event::Lookup { symbol, file, .. } => any(symbols, &[symbol]) && any(objects, &[file]),
        Event::Binding { from, to, symbol, .. } => any(symbols, &[symbol]) && any(objects, &[from, to]),
        Event::Find { name, .. } | Event::LinkMap { name, .. } | Event::Relocating { name, .. } => {
            any(objects, &[name])
        }
        Event::TryFile { path } => any(objects, &[path]),
        Event::NeededBy { name, by, .. } => any(objects, &[name, by]),
        Event::CheckVersion { file, by, .. } => any(objects, &[file, by]),
        Event::Init { name } | Event::Fini { name, .. } | Event::Open { name, .. } => any(objects, &[name]),
        Event::Destroy { name, .. } | Event::ScopeOf { name, .. } => any(objects, &[name]),
        _ => true,
    }
}

/// `*` and `?`, against the whole name or what follows its last slash.
fn is_like(name: &[u8], glob: &[u8]) -> bool {
    let base = name.rsplit(|&byte| byte == b'/').next().unwrap_or(name);
    matches_glob(name, glob) || matches_glob(base, glob)
}

fn matches_glob(name: &[u8], glob: &[u8]) -> bool {
    // Where to go on if what follows the last star does not fit: one byte further.
    let (mut n, mut g, mut star) = (0, 0, None);
    while let Some(byte) = name.get(n) {
        match glob.get(g) {
            Some(b'*') => {
                star = Some((n, g));
                g += 1;
            }
            Some(&other) if other == b'?' || other == *byte => {
                n += 1;
                g += 1;
            }
            _ => match star {
                Some((from, at)) => {
                    star = Some((from + 1, at));
                    n = from + 1;
                    g = at + 1;
                }
                None => return false,
            },
        }
    }
    glob.get(g..).is_some_and(|rest| rest.iter().all(|&byte| byte == b'*'))
}

/// LD_DEBUG=errors: what dlopen's caller gets, and why.
#[cold]
pub fn explained(error: &Error) {
    let mut to = Lines::<1024>::new();
    to.all(&[b"error: ", &error.0.object, b": ", &super::reason::reason(error), b"\n"]);
    to.put(&super::explain::lines(error));
}

/// ` [namespace]`.
struct In(usize);

fn say(to: &mut impl Sink, text: &str) {
    to.put(text.as_bytes());
}

fn object(to: &mut impl Sink, name: &[u8], namespace: In) {
    to.all(&[name, b" ["]);
    to.number(Number::Decimal(namespace.0 as u64));
    to.put(b"]");
}

fn between(to: &mut impl Sink, before: &str, name: &[u8], after: &str) {
    to.all(&[before.as_bytes(), name, after.as_bytes()]);
}

fn render(event: &Event<'_>, to: &mut impl Sink) {
    match *event {
        Event::Find { .. }
        | Event::SearchPath { .. }
        | Event::SearchCache { .. }
        | Event::TryFile { .. }
        | Event::Filtee { .. }
        | Event::FilteeEmpty { .. }
        | Event::Blank => search(event, to),
        Event::NeededBy { .. }
        | Event::LinkMap { .. }
        | Event::Mapped { .. }
        | Event::RelocationDependency { .. }
        | Event::NoDelete { .. }
        | Event::Open { .. }
        | Event::Close { .. }
        | Event::CloseUnloading { .. }
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
        Event::Opened { name, by, mode, path } => {
            between(to, "dlopen(\"", name, "\", 0x");
            to.number(Number::Hex(u64::from(mode)));
            between(to, ") by ", by, ": ");
            to.all(&[path.unwrap_or(b"failed"), b"\n"]);
        }
        Event::Closing { name } => between(to, "dlclose(", name, ")\n"),
        Event::AuditorRefused { name, namespace } => {
            say(to, "file=");
            object(to, name, In(namespace));
            say(to, "; audit interface function la_version returned zero; ignored.\n");
        }
    }
}

fn search(event: &Event<'_>, to: &mut impl Sink) {
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
    if name.is_empty() { super::text::program() } else { name }
}

fn files(event: &Event<'_>, to: &mut impl Sink) {
    match *event {
        Event::NeededBy { name, by, namespace, dynamically } => {
            say(to, "\nfile=");
            object(to, name, In(namespace));
            say(to, if dynamically { ";  dynamically loaded by " } else { ";  needed by " });
            object(to, by, In(namespace));
            say(to, "\n");
        }
        Event::LinkMap { name, namespace } => {
            say(to, "file=");
            object(to, name, In(namespace));
            say(to, ";  generating link map\n");
        }
        Event::Mapped { .. } => addresses(event, to),
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

fn addresses(event: &Event<'_>, to: &mut impl Sink) {
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

fn permanence(why: Permanence<'_>, to: &mut impl Sink) {
    match why {
        Permanence::Active => {}
        Permanence::Asked => say(to, " as NODELETE"),
        Permanence::UniqueSymbol => say(to, " as NODELETE due to unique symbol"),
        Permanence::UsedByProgram => say(to, " as NODELETE due to reference from main program"),
        Permanence::NoMemory => say(to, " as NODELETE due to memory allocation failure"),
        Permanence::UsedBy { name, namespace } => {
            say(to, " as NODELETE due to reference from ");
            object(to, name, In(namespace));
        }
    }
    say(to, "\n");
}

fn binding(event: &Event<'_>, to: &mut impl Sink) {
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

fn calls(event: &Event<'_>, to: &mut impl Sink) {
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

fn scopes(event: &Event<'_>, to: &mut impl Sink) {
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

fn at_start(statistics: &Statistics, to: &mut impl Sink) {
    count(to, "\nruntime linker statistics:\n  total startup time in dynamic loader: ", statistics.total);
    count(to, " cycles\n            time needed for relocation: ", statistics.relocating);
    share(statistics.relocating, statistics.total, to);
    count(to, "                 number of relocations: ", statistics.relocations);
    count(to, "\n      number of relocations from cache: ", statistics.cached);
    count(to, "\n        number of relative relocations: ", statistics.relative);
    count(to, "\n           time needed to load objects: ", statistics.loading);
    share(statistics.loading, statistics.total, to);
}

fn count(to: &mut impl Sink, label: &str, count: u64) {
    say(to, label);
    to.number(Number::Decimal(count));
}

/// ` cycles (24.2%)`.
fn share(part: u64, whole: u64, to: &mut impl Sink) {
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

fn at_end(relocations: u64, cached: u64, to: &mut impl Sink) {
    say(to, "\nruntime linker statistics:\n           final number of relocations: ");
    to.number(Number::Decimal(relocations));
    say(to, "\nfinal number of relocations from cache: ");
    to.number(Number::Decimal(cached));
    say(to, "\n");
}

/// The block of LD_DEBUG=statistics when the program is about to run.
pub fn startup_statistics(more: &Statistics) {
    if trace::on(Category::Statistics) {
        trace::account(more);
        emit(&Event::Statistics(trace::statistics()));
    }
}

/// The block of LD_DEBUG=statistics at the end of the process.
pub fn final_statistics() {
    if trace::on(Category::Statistics) {
        let Statistics { relocations, cached, .. } = trace::statistics();
        emit(&Event::FinalStatistics { relocations, cached });
    }
}

/// Words of LD_DEBUG that mean nothing: a line each, and go on.
pub fn unknown_words(words: &[Text]) {
    for word in words {
        let mut line = Line::<512>::to(out::STDERR);
        between(&mut line, "warning: debug option `", word, "' unknown; try LD_DEBUG=help\n");
    }
}

/// LD_DEBUG=help.
pub fn debug_help() -> ! {
    let mut text = Line::<2048>::to(out::STDOUT);
    say(&mut text, "Valid options for the LD_DEBUG environment variable are:\n\n");
    for known in &DEBUG {
        let blanks = b"          ".get(..10usize.saturating_sub(known.word.len())).unwrap_or(b"");
        between(&mut text, "  ", known.word.as_bytes(), "");
        text.all(&[blanks, b"  ", known.help.as_bytes(), b"\n"]);
    }
    say(
        &mut text,
        "\nTo direct the debugging output into a file instead of standard output\n\
         a filename can be specified using the LD_DEBUG_OUTPUT environment variable.\n",
    );
    text.flush();
    proc::exit(0)
}
