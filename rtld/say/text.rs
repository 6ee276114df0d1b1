//! glibc's own lines: start-up failures, lookup failures, warnings. Byte for byte, for they are interface: people
//! search for them, and programs parse them.
//!
//! In: typed errors (`error.rs`). Out: a line on standard error in one write, and for the fatal ones the end of the
//! process. The words for each error are in `reason`. Must not: decide whether something is fatal, or allocate on the fatal paths (memory may be what is
//! missing).
//!
//! The shapes (glibc, `elf/dl-catch.c`, `elf/rtld.c`), where P is argv[0] and O the object the error names:
//!
//! ```text
//! P: error while loading shared libraries: O: REASON[: words for the error number]     status 127
//! P: symbol lookup error: O: undefined symbol: S[, version V]                           status 127
//! P: O: version `V' not found (required by R)         one line for each                 status 1
//! ```

use super::Sink;
use super::debug::{emit, formatted};
use super::events::tag;
use super::fill::Value::{self, Number, Signed, Text};
use super::fill::fill;
pub use super::reason::{errno_of, object_name, reason, undefined};
use super::reason::{named, put_errno, put_reason, put_version};
use crate::bytes::Name;
use crate::error::{Errno, Error, MapError, SearchError, SymbolError, VersionError, What};
use crate::link::linker::linker;
use crate::plan::command_line::{Mode, Usage};
use crate::plan::relocate::RelocKind;
use crate::sys::out::{Line, STDERR};
use crate::sys::proc;
use crate::trace::{self, Category, Event, Fate, Function};
use alloc::vec::Vec;
use core::ffi::CStr;

/// Exit statuses of a start that failed.
const FAILED: i32 = 127;
const REFUSED: i32 = 1;

/// The program's name in messages: argv[0].
pub fn program() -> &'static [u8] {
    match linker().initial.get().and_then(|initial| initial.argument(0)) {
        Some(name) => name.bytes(),
        None => b"<program name unknown>",
    }
}

/// Prints one line to standard error. Longer ones than the buffer take a second write.
#[inline(never)]
fn line(template: &str, values: &[Value<'_>]) {
    line_with(template, values, &|_| {}, "\n");
}

/// A line with an error's words in it.
#[inline(never)]
fn line_with(template: &str, values: &[Value<'_>], words: &dyn Fn(&mut dyn Sink), end: &str) {
    let mut line = Line::<1024>::to(STDERR);
    fill(&mut line, template, values);
    words(&mut line);
    line.put(end.as_bytes());
}

// ---- fatal ----

/// Ends the process because of an error nobody catches: at start-up, or in a lazy binding.
#[cold]
pub fn fatal(error: &Error) -> ! {
    if linker().options().mode == Mode::Check {
        super::check::unloadable(error, linker().options().json);
    }
    announce(error);
    proc::exit(match error.0.what {
        What::Version(_) => REFUSED,
        _ => FAILED,
    })
}

/// The line (for versions, the lines) of `fatal`.
pub fn announce(error: &Error) {
    line_of(error);
    if !linker().options().short_errors {
        crate::sys::out::write(STDERR, &super::explain::lines(error, super::explain::Occasion::START));
    }
}

fn line_of(error: &Error) {
    let object = error.0.object.as_slice();
    match &error.0.what {
        What::Version(list) => {
            for one in list {
                version_line(one);
            }
        }
        What::Search(SearchError::IsaLevel) => {
            let named = if object.is_empty() { program() } else { object };
            line("%0: CPU ISA level is lower than required", &[Text(named)]);
        }
        What::Map(MapError::StackForbidden | MapError::StackDemanded) => {
            line_with("Fatal glibc error: ", &[], &|to| put_reason(error, to), "\n");
        }
        What::Symbol(SymbolError::IfuncInUnrelocatedProgram { name, referrer }) => line(
            "%0: IFUNC symbol '%1' referenced in '%2' is defined in the executable and creates an unsatisfiable \
             circular dependency.",
            &[Text(program()), Text(name), Text(referrer)],
        ),
        _ => line_with(
            "%0: %1: %2%3",
            &[Text(program()), Text(occasion(error)), Text(object), colon_after(object)],
            &|to| {
                put_reason(error, to);
                put_errno(errno_of(error), to);
            },
            advice(error),
        ),
    }
}

fn colon_after(object: &[u8]) -> Value<'static> {
    Value::word(if object.is_empty() { "" } else { ": " })
}

/// The line's end, and what a user can do about an error that glibc cannot have.
fn advice(error: &Error) -> &'static str {
    match error.0.what {
        What::Tenant(_) => {
            "\n  rtld must know the private data of the C library it serves, and does not know this one's.\n  \
             try  the system's own loader, /lib64/ld-linux-x86-64.so.2; and report the numbers above\n"
        }
        _ => "\n",
    }
}

/// What was being done: the words between the program's and the object's name.
pub fn occasion(error: &Error) -> &[u8] {
    match &error.0.what {
        What::Symbol(SymbolError::Undefined { .. }) => b"symbol lookup error",
        What::Symbol(SymbolError::ProtectedCopy { name, .. }) => name,
        What::Version(_) => b"version lookup error",
        _ => b"error while loading shared libraries",
    }
}

/// An error that reached the outermost call uncaught, in the pieces that libc handed back.
///
/// # Safety
/// Each pointer is null or a zero-terminated string.
#[cold]
pub unsafe fn fatal_uncaught(errno: i32, object: *const u8, message: *const u8, occasion: *const u8) -> ! {
    let text = |string: *const u8, otherwise: &'static [u8]| {
        if string.is_null() {
            return otherwise;
        }
        // SAFETY: a zero-terminated string by the caller's word.
        unsafe { Name::new(string) }.bytes()
    };
    let object = text(object, b"");
    let occasion = text(occasion, b"error while loading shared libraries");
    line_with(
        "%0: %1: %2%3%4",
        &[Text(program()), Text(occasion), Text(object), colon_after(object), Text(text(message, b""))],
        &|to| put_errno(errno, to),
        "\n",
    );
    proc::exit(FAILED)
}

/// A first use of a thread-local variable cannot be refused.
#[cold]
pub fn out_of_thread_memory() -> ! {
    fatal_text("cannot allocate memory for thread-local data: ABORT")
}

/// Not even the reserve sufficed.
#[cold]
pub fn out_of_memory() -> ! {
    line("%0: error while loading shared libraries: cannot allocate memory", &[Text(program())]);
    proc::exit(FAILED)
}

/// Prints a line as it is and ends the process.
#[cold]
pub fn fatal_text(text: &str) -> ! {
    line("%0", &[Value::word(text)]);
    proc::exit(FAILED)
}

/// The last words that libc has for an error that nobody catches, which come here through `_dl_fatal_printf`.
///
/// # Safety
/// For each `%s` of the format there is a pointer to a string.
#[cold]
pub unsafe fn fatal_format(format: &CStr, arguments: &[usize]) -> ! {
    // SAFETY: the caller's word.
    line_with("", &[], &|to| unsafe { formatted(format, arguments, to) }, "");
    proc::exit(FAILED)
}

/// A command line that means nothing.
pub fn usage(wrong: Usage) -> ! {
    let (template, word) = match wrong {
        Usage::MissingProgram => {
            ("%0: missing program name\nTry '%0 --help' for more information.", Value::Null)
        }
        Usage::Unrecognized(word) => {
            ("%0: unrecognized option '%1'\nTry '%0 --help' for more information.", Text(word))
        }
    };
    line(template, &[Text(program()), word]);
    proc::exit(REFUSED)
}

/// There is no static TLS for the namespaces of so many auditors.
pub fn too_many_auditors(loading: u64, supported: u64) -> ! {
    line("Failed loading %0 audit modules, %1 are supported.", &[Number(loading), Number(supported)]);
    proc::exit(FAILED)
}

/// `rtld rtld`.
pub fn loads_itself(soname: &[u8]) -> ! {
    line("%0: loader cannot load itself", &[Text(soname)]);
    proc::exit(FAILED)
}

/// A static program that the kernel does not take.
pub fn cannot_execute(path: &[u8], errno: Errno) -> ! {
    line("%0: cannot execute %1: %2", &[Text(program()), Text(path), Signed(i64::from(errno.0))]);
    proc::exit(FAILED)
}

/// LD_PROFILE's file cannot be used; the program runs without.
pub fn no_profile(path: &[u8], attempt: &str, errno: Errno) {
    let what = [Text(path), Value::word(attempt)];
    line_with("%0: cannot %1 file", &what, &|to| put_errno(errno.0, to), "\n");
}

/// LD_PROFILE's file is something else, or another object's.
pub fn profile_is_foreign(path: &[u8], object: &[u8]) {
    line("%0: file is no correct profile data file for `%1'", &[Text(path), Text(object)]);
}

pub fn profile_is_ignored() {
    line("warning: LD_PROFILE ignored because LD_PROFILE_OUTPUT not specified", &[]);
}

/// A line about a version at start-up: printed for each, and the start goes on to its next check.
pub fn version_line(error: &VersionError) {
    version_remark(named(error), &|to| put_version(error, to));
}

/// To glibc whatever is said about a version is an error; this one is caught.
fn version_remark(object: &[u8], words: &dyn Fn(&mut dyn Sink)) {
    trace_version_words(object, words, Fate::Continued);
    line_with("%0: %1: ", &[Text(program()), Text(object)], words, "\n");
}

// ---- LD_DEBUG's lines about errors ----

/// Any category but statistics shows the errors that somebody may catch.
fn errors_traced() -> bool {
    trace::mask() & trace::GLIBC & !(Category::Statistics as u32) != 0
}

/// A symbol that was not found: no error while LD_DEBUG=unused looks for what is not needed.
pub fn trace_error(error: &Error, fate: Fate) {
    if errors_traced() && !trace::on(Category::Unused) {
        let reason = reason(error);
        emit(&Event::Error { object: &error.0.object, occasion: occasion(error), reason: &reason, fate });
    }
}

pub fn trace_version(error: &VersionError, fate: Fate) {
    trace_version_words(named(error), &|to| put_version(error, to), fate);
}

fn trace_version_words(object: &[u8], words: &dyn Fn(&mut dyn Sink), fate: Fate) {
    if errors_traced() {
        let mut reason = Vec::new();
        words(&mut reason);
        emit(&Event::Error { object, occasion: b"version lookup error", reason: &reason, fate });
    }
}

// ---- warnings ----

/// `from` is LD_PRELOAD, --preload or /etc/ld.so.preload.
pub fn preload_ignored(object: &[u8], from: &str, error: &Error) {
    let what = [Text(object), Value::word(from)];
    let template = "ERROR: ld.so: object '%0' from %1 cannot be preloaded (";
    line_with(template, &what, &|to| put_reason(error, to), "): ignored.\n");
}

pub fn audit_ignored(object: &[u8], error: &Error) {
    let template = "ERROR: ld.so: object '%0' cannot be loaded as audit interface: ";
    line_with(template, &[Text(object)], &|to| put_reason(error, to), "; ignored.\n");
}

/// A copy relocation whose two symbols have different sizes.
pub fn copy_size_differs(symbol: &[u8]) {
    line(
        "%0: Symbol `%1' has different size in shared object, consider re-linking",
        &[Text(program()), Text(symbol)],
    );
}

/// A 32-bit relocation that is too small for its value. (glibc calls one of a size by the same name as one of an address.)
pub fn overflow(symbol: &[u8], kind: RelocKind) {
    let kind = if kind == RelocKind::Pc32 { "R_X86_64_PC32" } else { "R_X86_64_32" };
    line(
        "%0: Symbol `%1' causes overflow in %2 relocation",
        &[Text(program()), Text(symbol), Value::word(kind)],
    );
}

/// The resolver of `symbol` lies in `owner`, which is not relocated yet when `user` needs it.
pub fn relink(user: &[u8], owner: &[u8], symbol: &[u8]) {
    line(
        "%0: Relink `%1' with `%2' for IFUNC symbol `%3'",
        &[Text(program()), Text(user), Text(owner), Text(symbol)],
    );
}

/// A protected variable was copied into the program: the library will not see the copy.
pub fn protected_copy(symbol: &[u8], definer: &[u8]) {
    line(
        "warning: copy relocation against non-copyable protected symbol `%0' in `%1'",
        &[Text(symbol), Text(definer)],
    );
}

/// A protected function's address differs between the program and its library.
pub fn protected_function(symbol: &[u8], definer: &[u8]) {
    line(
        "warning: direct reference to protected function `%0' in `%1' may break pointer equality",
        &[Text(symbol), Text(definer)],
    );
}

pub fn no_version_information(provider: &[u8], requirer: &[u8]) {
    version_remark(provider, &|to| {
        fill(to, "no version information available (required by %0)", &[Text(requirer)]);
    });
}

/// A constructor or destructor that is none.
pub fn no_code(object: &[u8], function: Function, vaddr: u64) {
    line(
        "%0: %1: %2 at 0x%x3 is no code: left out",
        &[Text(program()), Text(object), Value::word(tag(function)), Number(vaddr)],
    );
}

/// What glibc says since 2.39.
pub fn invalid_tunables(value: &[u8]) {
    line("WARNING: ld.so: invalid GLIBC_TUNABLES `%0': ignored.", &[Text(value)]);
}

pub fn invalid_tunable(name: &[u8], value: &[u8]) {
    line(
        "WARNING: ld.so: invalid GLIBC_TUNABLES value `%0' for option `%1': ignored.",
        &[Text(value), Text(name)],
    );
}

pub fn weak_version(provider: &[u8], version: &[u8], requirer: &[u8]) {
    version_remark(provider, &|to| {
        fill(to, "weak version `%0' not found (required by %1)", &[Text(version), Text(requirer)]);
    });
}

/// LD_WARN under LD_TRACE_LOADED_OBJECTS (`ldd -r`): an undefined symbol is listed, and the next one tried.
pub fn unresolved(error: &Error) {
    let object = error.0.object.as_slice();
    let who = if object.is_empty() { program() } else { object };
    line("%0\t(%1)", &[Text(&reason(error)), Text(who)]);
}
