//! LD_DEBUG: one `Event`, one text, byte for byte glibc's (ld.so(8); every line is compared with the system's
//! ld.so in the program tests).
//!
//! In: events, from callers that have asked `trace::on` first. Out: lines, each after the process's id
//! (`%10d:` and a tab), on standard error or in LD_DEBUG_OUTPUT's file, one write per event. Must not: allocate or
//! lock: the lazy resolver emits, perhaps in a signal handler or in the child of a fork.

use super::explain::Occasion;
use super::fill::{Value, fill};
use super::{Number, Sink, events, json, reason};
use crate::bytes::Name;
use crate::error::{Errno, Error};
use crate::link::linker::linker;
use crate::plan::debug_words::{GLIBCS, WORDS, Word};
use crate::plan::glob;
use crate::plan::options::Text;
use crate::sys::file;
use crate::sys::out::{self, Line};
use crate::sys::proc;
use crate::trace::{self, Category, Event, Stage, Statistics};
use core::ffi::CStr;
use core::sync::atomic::{AtomicI32, AtomicU64, Ordering};

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

/// Prints an event if its category is wanted. It is put together aside: where nobody wants it, neither its code nor its
/// room on the stack is in the way.
#[inline(always)]
pub fn tell<'a>(category: Category, event: impl FnOnce() -> Event<'a>) {
    if trace::on(category) {
        aside(event);
    }
}

#[cold]
#[inline(never)]
fn aside<'a>(event: impl FnOnce() -> Event<'a>) {
    emit(&event());
}

/// Prints an event.
#[cold]
pub fn emit(event: &Event<'_>) {
    events::describe(event, told);
}

/// Prints what an event says, if it is about the objects and symbols of `obj=` and `sym=`.
fn told(words: &str, template: &str, values: &[Value<'_>]) {
    let options = linker().options();
    if !passes(options.debug_objects.as_slice(), values, |value| matches!(value, Value::Object(_)))
        || !passes(options.debug_symbols.as_slice(), values, |value| matches!(value, Value::Symbol(_)))
    {
        return;
    }
    if options.debug_json {
        return object(words, values);
    }
    if values.iter().any(|value| matches!(value, Value::List(_))) {
        return long(template, values);
    }
    fill(&mut Lines::<1024>::new(), template, values);
}

/// Search paths are long: some room spares a second write. Aside, for the others come on any stack: a signal handler's, or
/// that of a thread which has only the least there may be.
#[inline(never)]
fn long(template: &str, values: &[Value<'_>]) {
    fill(&mut Lines::<8192>::new(), template, values);
}

#[inline(never)]
fn object(words: &str, values: &[Value<'_>]) {
    if !words.is_empty() {
        let mut line = Line::<1024>::to(OUTPUT.load(Ordering::Relaxed));
        let first = [Value::Number(u64::from(proc::pid().unsigned_abs())), Value::Number(since_first())];
        json::line_after(words, &first, values, &mut line);
    }
}

/// Is one of the names that `globs` choose by like one of them? Without globs, and without such a name, everything is.
fn passes(globs: &[Text], values: &[Value<'_>], chosen_by: fn(&Value<'_>) -> bool) -> bool {
    let mut names = values.iter().filter(|value| chosen_by(value)).peekable();
    globs.is_empty()
        || names.peek().is_none()
        || names.any(|name| match name {
            Value::Object(name) | Value::Symbol(name) => globs.iter().any(|glob| glob::is_like(name, glob)),
            _ => false,
        })
}

/// Nanoseconds since the first that was asked for.
fn since_first() -> u64 {
    static FIRST: AtomicU64 = AtomicU64::new(0);
    let now = proc::monotonic();
    match FIRST.compare_exchange(0, now, Ordering::Relaxed, Ordering::Relaxed) {
        Ok(_) => 0,
        Err(first) => now.saturating_sub(first),
    }
}

/// A line of libc's own, which comes here through `_dl_debug_printf`: `%s`, and numbers of a word.
///
/// # Safety
/// For each `%s` of the format there is a pointer to a string.
#[cold]
pub unsafe fn printf(format: &CStr, arguments: &[usize]) {
    if linker().options().debug_json {
        let mut text = Short { bytes: [0; 512], used: 0 };
        // SAFETY: the caller's word.
        unsafe { formatted(format, arguments, &mut text) };
        let text = text.bytes.get(..text.used).unwrap_or(&[]).trim_ascii();
        return object("libc text", &[Value::Text(text)]);
    }
    // SAFETY: the caller's word.
    unsafe { formatted(format, arguments, &mut Lines::<1024>::new()) }
}

/// A text of bounded length: what is longer is cut.
struct Short {
    bytes: [u8; 512],
    used: usize,
}

impl Sink for Short {
    fn put(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            if let Some(slot) = self.bytes.get_mut(self.used) {
                *slot = byte;
                self.used += 1;
            }
        }
    }
}

/// # Safety
/// As `printf`.
pub(super) unsafe fn formatted(format: &CStr, arguments: &[usize], to: &mut dyn Sink) {
    let mut arguments = arguments.iter().copied();
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

/// The time at which a stage begins, if LD_DEBUG=time asks.
#[inline]
pub fn began() -> u64 {
    if trace::on(Category::Time) { proc::monotonic() } else { 0 }
}

/// LD_DEBUG=time: a stage that began at `began` is over.
#[inline(always)]
pub fn took<'a>(stage: Stage, name: impl Fn() -> &'a [u8], began: u64) {
    tell(Category::Time, move || {
        let nanoseconds = proc::monotonic().saturating_sub(began);
        Event::Took { name: name(), stage, nanoseconds }
    });
}

/// LD_DEBUG=errors: what dlopen's caller gets, and why.
#[cold]
pub fn explained(error: &Error, occasion: Occasion) {
    let explanation = super::explain::lines(error, occasion);
    let mut reason = reason::reason(error);
    reason::put_errno(reason::errno_of(error), &mut reason);
    emit(&Event::Explained {
        object: reason::object_name(error),
        reason: &reason,
        explanation: &explanation,
    });
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
        fill(&mut line, "warning: debug option `%0' unknown; try LD_DEBUG=help\n", &[Value::Text(word)]);
    }
}

/// LD_DEBUG=help.
pub fn debug_help() -> ! {
    let mut text = Line::<2048>::to(out::STDOUT);
    text.put(b"Valid options for the LD_DEBUG environment variable are:\n\n");
    words(&mut text, WORDS.get(..GLIBCS).unwrap_or(&[]));
    text.put(
        b"\nTo direct the debugging output into a file instead of standard output\n\
         a filename can be specified using the LD_DEBUG_OUTPUT environment variable.\n",
    );
    text.put(b"\nMore, which glibc does not have, and `all' does not include:\n\n");
    words(&mut text, WORDS.get(GLIBCS..).unwrap_or(&[]));
    text.flush();
    proc::exit(0)
}

fn words(text: &mut dyn Sink, list: &[Word]) {
    for known in list {
        let blanks = b"          ".get(..10usize.saturating_sub(known.word.bytes().len())).unwrap_or(b"");
        text.all(&[b"  ", known.word.bytes(), blanks, b"  ", known.help.bytes(), b"\n"]);
    }
}
