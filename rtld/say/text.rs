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

use super::debug::emit;
use super::events::tag;
pub use super::reason::{errno_of, object_name, reason};
use super::reason::{named, put_errno, put_reason, put_version};
use super::{Number, Sink};
use crate::bytes::Name;
use crate::error::{Errno, Error, SearchError, SymbolError, VersionError, What};
use crate::link::linker::linker;
use crate::plan::command_line::{Mode, Usage};
use crate::sys::out::{Line, STDERR};
use crate::sys::proc;
use crate::trace::{self, Category, Event, Fate, Function};
use alloc::vec::Vec;

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
fn line(parts: &[&[u8]]) {
    let mut line = Line::<1024>::to(STDERR);
    line.all(parts);
    line.put(b"\n");
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

/// As `fatal`, for a call through the PLT whose function cannot be found.
#[cold]
pub fn fatal_lookup(error: &Error) -> ! {
    fatal(error)
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
            line(&[named, b": CPU ISA level is lower than required"]);
        }
        What::Symbol(SymbolError::IfuncInUnrelocatedProgram { name, referrer }) => line(&[
            program(),
            b": IFUNC symbol '",
            name,
            b"' referenced in '",
            referrer,
            b"' is defined in the executable and creates an unsatisfiable circular dependency.",
        ]),
        _ => {
            let mut text = Line::<1024>::to(STDERR);
            text.all(&[program(), b": ", occasion(error), b": ", object]);
            text.put(if object.is_empty() { b"" } else { b": " });
            put_reason(error, &mut text);
            put_errno(errno_of(error), &mut text);
            text.put(b"\n");
            advise(error, &mut text);
        }
    }
}

/// What a user can do about an error that glibc cannot have.
fn advise(error: &Error, text: &mut dyn Sink) {
    if let What::Tenant(_) = error.0.what {
        text.put(
            b"  rtld must know the private data of the C library it serves, and does not know this one's.\n  \
              try  the system's own loader, /lib64/ld-linux-x86-64.so.2; and report the numbers above\n",
        );
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
    let mut line = Line::<1024>::to(STDERR);
    line.all(&[program(), b": ", text(occasion, b"error while loading shared libraries"), b": ", object]);
    line.all(&[if object.is_empty() { b"" } else { b": " }, text(message, b"")]);
    put_errno(errno, &mut line);
    line.put(b"\n");
    line.flush();
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
    line(&[program(), b": error while loading shared libraries: cannot allocate memory"]);
    proc::exit(FAILED)
}

/// Prints a line as it is and ends the process.
#[cold]
pub fn fatal_text(text: &str) -> ! {
    line(&[text.as_bytes()]);
    proc::exit(FAILED)
}

/// A command line that means nothing.
pub fn usage(wrong: Usage) -> ! {
    let me = program();
    let mut text = Line::<1024>::to(STDERR);
    match wrong {
        Usage::MissingProgram => text.all(&[me, b": missing program name\n"]),
        Usage::Unrecognized(word) => text.all(&[me, b": unrecognized option '", word, b"'\n"]),
    }
    text.all(&[b"Try '", me, b" --help' for more information.\n"]);
    text.flush();
    proc::exit(REFUSED)
}

/// There is no static TLS for the namespaces of so many auditors.
pub fn too_many_auditors(loading: u64, supported: u64) -> ! {
    let mut text = Line::<128>::to(STDERR);
    text.put(b"Failed loading ");
    text.number(Number::Decimal(loading));
    text.put(b" audit modules, ");
    text.number(Number::Decimal(supported));
    text.put(b" are supported.\n");
    text.flush();
    proc::exit(FAILED)
}

/// `rtld rtld`.
pub fn loads_itself(soname: &[u8]) -> ! {
    line(&[soname, b": loader cannot load itself"]);
    proc::exit(FAILED)
}

/// A static program that the kernel does not take.
pub fn cannot_execute(path: &[u8], errno: Errno) -> ! {
    let mut text = Line::<1024>::to(STDERR);
    text.all(&[program(), b": cannot execute ", path, b": "]);
    text.number(Number::Signed(i64::from(errno.0)));
    text.put(b"\n");
    drop(text);
    proc::exit(FAILED)
}

/// LD_PROFILE's file cannot be used; the program runs without.
pub fn no_profile(path: &[u8], attempt: &str, errno: Errno) {
    let mut text = Line::<1024>::to(STDERR);
    text.all(&[path, b": cannot ", attempt.as_bytes(), b" file"]);
    put_errno(errno.0, &mut text);
    text.put(b"\n");
}

/// LD_PROFILE's file is something else, or another object's.
pub fn profile_is_foreign(path: &[u8], object: &[u8]) {
    line(&[path, b": file is no correct profile data file for `", object, b"'"]);
}

/// A line about a version at start-up: printed for each, and the start goes on to its next check.
pub fn version_line(error: &VersionError) {
    trace_version(error, Fate::Continued);
    let mut text = Line::<1024>::to(STDERR);
    text.all(&[program(), b": ", named(error), b": "]);
    put_version(error, &mut text);
    text.put(b"\n");
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
    if errors_traced() {
        let mut reason = Vec::new();
        put_version(error, &mut reason);
        emit(&Event::Error {
            object: named(error),
            occasion: b"version lookup error",
            reason: &reason,
            fate,
        });
    }
}

// ---- warnings ----

/// `from` is LD_PRELOAD, --preload or /etc/ld.so.preload.
pub fn preload_ignored(object: &[u8], from: &str, error: &Error) {
    let mut text = Line::<1024>::to(STDERR);
    text.all(&[b"ERROR: ld.so: object '", object, b"' from ", from.as_bytes(), b" cannot be preloaded ("]);
    put_reason(error, &mut text);
    text.put(b"): ignored.\n");
}

pub fn audit_ignored(object: &[u8], error: &Error) {
    let mut text = Line::<1024>::to(STDERR);
    text.all(&[b"ERROR: ld.so: object '", object, b"' cannot be loaded as audit interface: "]);
    put_reason(error, &mut text);
    text.put(b"; ignored.\n");
}

pub fn audit_version(object: &[u8], required: u32, supported: u32) {
    let mut text = Line::<1024>::to(STDERR);
    text.all(&[b"ERROR: audit interface '", object, b"' requires version "]);
    text.number(Number::Decimal(u64::from(required)));
    text.put(b" (maximum supported version ");
    text.number(Number::Decimal(u64::from(supported)));
    text.put(b"); ignored.\n");
}

/// A copy relocation whose two symbols have different sizes.
pub fn copy_size_differs(symbol: &[u8]) {
    line(&[program(), b": Symbol `", symbol, b"' has different size in shared object, consider re-linking"]);
}

/// A 32-bit relocation that is too small for its value.
pub fn overflow(symbol: &[u8], kind: &str) {
    line(&[program(), b": Symbol `", symbol, b"' causes overflow in ", kind.as_bytes(), b" relocation"]);
}

/// The resolver of `symbol` lies in `owner`, which is not relocated yet when `user` needs it.
pub fn relink(user: &[u8], owner: &[u8], symbol: &[u8]) {
    line(&[program(), b": Relink `", user, b"' with `", owner, b"' for IFUNC symbol `", symbol, b"'"]);
}

/// A protected variable was copied into the program: the library will not see the copy.
pub fn protected_copy(symbol: &[u8], definer: &[u8]) {
    line(&[
        b"warning: copy relocation against non-copyable protected symbol `",
        symbol,
        b"' in `",
        definer,
        b"'",
    ]);
}

/// A protected function's address differs between the program and its library.
pub fn protected_function(symbol: &[u8], definer: &[u8]) {
    line(&[
        b"warning: direct reference to protected function `",
        symbol,
        b"' in `",
        definer,
        b"' may break pointer equality",
    ]);
}

pub fn no_version_information(provider: &[u8], requirer: &[u8]) {
    line(&[program(), b": ", provider, b": no version information available (required by ", requirer, b")"]);
}

/// A constructor or destructor that is none.
pub fn no_code(object: &[u8], function: Function, vaddr: u64) {
    let mut line = Line::<1024>::to(STDERR);
    line.all(&[program(), b": ", object, b": ", tag(function).as_bytes(), b" at 0x"]);
    line.number(Number::Hex(vaddr));
    line.put(b" is no code: left out\n");
}

/// What glibc says since 2.39.
pub fn invalid_tunables(value: &[u8]) {
    line(&[b"WARNING: ld.so: invalid GLIBC_TUNABLES `", value, b"': ignored."]);
}

pub fn invalid_tunable(name: &[u8], value: &[u8]) {
    let words =
        [b"WARNING: ld.so: invalid GLIBC_TUNABLES value `", value, b"' for option `", name, b"': ignored."];
    line(&words);
}

pub fn weak_version(provider: &[u8], version: &[u8], requirer: &[u8]) {
    line(&[
        program(),
        b": ",
        provider,
        b": weak version `",
        version,
        b"' not found (required by ",
        requirer,
        b")",
    ]);
}

/// LD_WARN under LD_TRACE_LOADED_OBJECTS (`ldd -r`): an undefined symbol is listed, and the next one tried.
pub fn unresolved(error: &Error) {
    let object = error.0.object.as_slice();
    let mut text = Line::<1024>::to(STDERR);
    put_reason(error, &mut text);
    text.all(&[b"\t(", if object.is_empty() { program() } else { object }, b")\n"]);
}
