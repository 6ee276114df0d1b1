//! The words for each error: glibc's where it has any (`elf/dl-load.c`, `elf/dl-version.c` and so on), ours where it
//! would crash or assert.
//!
//! In: an `Error`. Out: the pieces that libc makes dlerror()'s string from, and `text` its lines: the reason, the object,
//! the error number. Must not: print, or allocate in what the fatal paths use (`put_*`). Every `match` is without `_`
//! on what can go wrong: a new error without words does not compile.

use super::Sink;
use super::fill::Value::{Number, Signed, Text};
use super::fill::{Value, fill};
use crate::error::{
    DlError, Errno, Error, HeaderError, MapError, RelocateError, SearchError, SymbolError, TlsError,
    VersionError, VersionErrorKind, What,
};
use alloc::vec::Vec;

/// The reason alone, as dlerror() shows it after the object's name.
pub fn reason(error: &Error) -> Vec<u8> {
    let mut bytes = Vec::new();
    put_reason(error, &mut bytes);
    bytes
}

/// The object that glibc names before the reason; empty if it names none.
pub fn object_name(error: &Error) -> &[u8] {
    match &error.0.what {
        What::Version(list) => list.first().map_or(&error.0.object, named),
        _ => &error.0.object,
    }
}

/// The error number whose words follow the reason; 0 for none.
pub fn errno_of(error: &Error) -> i32 {
    if let Some(Errno(number)) = error.0.errno {
        return number;
    }
    let implied = match &error.0.what {
        What::OutOfMemory(_) => Errno::NOMEM,
        What::Dl(DlError::InvalidMode | DlError::InvalidTargetNamespace | DlError::NoMoreNamespaces) => {
            Errno::INVAL
        }
        _ => Errno(0),
    };
    implied.0
}

/// Words for an error number: few, as in glibc's loader, which cannot ask libc before there is one.
pub(super) fn put_errno(errno: i32, to: &mut dyn Sink) {
    let words: &[u8] = match errno {
        0 => return,
        1 => b"Operation not permitted",
        2 => b"No such file or directory",
        5 => b"Input/output error",
        12 => b"Cannot allocate memory",
        13 => b"Permission denied",
        22 => b"Invalid argument",
        _ => {
            return fill(to, ": Error %0", &[Signed(i64::from(errno))]);
        }
    };
    to.all(&[b": ", words]);
}

/// The same where we are not bound to glibc's words.
pub(super) fn put_cause(errno: i32, to: &mut dyn Sink) {
    let words: &[u8] = match errno {
        20 => b"Not a directory",
        21 => b"Is a directory",
        40 => b"Too many levels of symbolic links",
        80 => b"Accessing a corrupted shared library",
        _ => return put_errno(errno, to),
    };
    to.all(&[b": ", words]);
}

pub(super) fn put_reason(error: &Error, to: &mut dyn Sink) {
    match &error.0.what {
        What::Header(reason) => to.put(header(*reason).as_bytes()),
        What::Search(reason) => to.put(search(*reason).as_bytes()),
        What::Map(reason) => to.put(map(*reason).as_bytes()),
        What::Dl(reason) => to.put(dl(*reason).as_bytes()),
        What::Tls(reason) => to.put(tls(*reason).as_bytes()),
        What::Version(list) => list.iter().take(1).for_each(|one| put_version(one, to)),
        What::Symbol(reason) => put_symbol(reason, to),
        What::Relocate(reason) => put_relocate(reason, to),
        What::Parse(wrong) => {
            let values = [Value::word(wrong.structure), Number(wrong.value), Number(wrong.at)];
            fill(to, "invalid %0: 0x%x1 at 0x%x2", &values);
        }
        What::Tenant(text) => to.all(&[b"unknown C library: ", text]),
        What::OutOfMemory(text) => to.put(text.as_bytes()),
    }
}

fn header(reason: HeaderError) -> &'static str {
    match reason {
        HeaderError::TooShort => "file too short",
        HeaderError::Magic => "invalid ELF header",
        HeaderError::Class(_) => "wrong ELF class: ELFCLASS32",
        // A search goes on after this one, and ends as if there had been no file.
        HeaderError::Machine(_) => "cannot open shared object file",
        HeaderError::Data => "ELF file data encoding not little-endian",
        HeaderError::IdentVersion => "ELF file version ident does not match current one",
        HeaderError::OsAbi => "ELF file OS ABI invalid",
        HeaderError::AbiVersion => "ELF file ABI version invalid",
        HeaderError::Padding => "nonzero padding in e_ident",
        HeaderError::Version => "ELF file version does not match current one",
        HeaderError::Type => "only ET_DYN and ET_EXEC can be loaded",
        HeaderError::PhentSize => "ELF file's phentsize not the expected size",
        HeaderError::Truncated => "cannot read file data",
    }
}

fn search(reason: SearchError) -> &'static str {
    match reason {
        SearchError::NotFound | SearchError::Refused => "cannot open shared object file",
        SearchError::Read => "cannot read file data",
        SearchError::Stat => "cannot stat shared object",
        SearchError::EmptyToken => "empty dynamic string token substitution",
        SearchError::TokenInSecure => "DST not allowed in SUID/SGID programs",
        SearchError::IsaLevel => "CPU ISA level is lower than required",
    }
}

fn map(reason: MapError) -> &'static str {
    match reason {
        MapError::NoSegments => "object file has no loadable segments",
        MapError::NoDynamic => "object file has no dynamic section",
        MapError::NotPageAligned => "ELF load command address/offset not page-aligned",
        MapError::Geometry => "ELF load commands overlap or do not fit into memory",
        MapError::BeyondFile => "file is truncated: a segment ends beyond the end of the file",
        MapError::Segment => "failed to map segment from shared object",
        MapError::ZeroFill => "cannot map zero-fill pages",
        MapError::Executable => "cannot dynamically load executable",
        MapError::PieExecutable => "cannot dynamically load position-independent executable",
        MapError::NoOpen => "shared object cannot be dlopen()ed",
        MapError::ExecutableStack => "cannot enable executable stack as shared object requires",
        MapError::StackForbidden => "executable stack is not allowed",
        MapError::StackDemanded => "cannot enable executable stack as tunable requires",
        MapError::Holes => "cannot change memory protections",
        MapError::Protect => "cannot apply additional memory protection after relocation",
        MapError::MakeWritable => "cannot make segment writable for relocation",
        MapError::RestoreProtection => "cannot restore segment prot after reloc",
        MapError::RelrWithoutMarker => "DT_RELR without GLIBC_ABI_DT_RELR dependency",
        MapError::NoEntry => "no entry point: a library cannot be run",
        MapError::NotExecutable => "an address to be executed lies in no executable segment",
    }
}

fn dl(reason: DlError) -> &'static str {
    match reason {
        DlError::InvalidMode => "invalid mode for dlopen()",
        DlError::InvalidTargetNamespace => "invalid target namespace in dlmopen()",
        DlError::NoMoreNamespaces => "no more namespaces available for dlmopen()",
        DlError::NotOpen => "shared object not open",
    }
}

fn tls(reason: TlsError) -> &'static str {
    match reason {
        TlsError::StaticExhausted { .. } => "cannot allocate memory in static TLS block",
        TlsError::BadSegment => "invalid PT_TLS",
    }
}

/// The parts of the reason that nobody defines a symbol.
pub fn undefined<'a>(name: &'a [u8], version: Option<&'a [u8]>) -> [&'a [u8]; 4] {
    [b"undefined symbol: ", name, if version.is_some() { b", version " } else { b"" }, version.unwrap_or(b"")]
}

fn put_symbol(reason: &SymbolError, to: &mut dyn Sink) {
    match reason {
        SymbolError::Undefined { name, version } => to.all(&undefined(name, version.as_deref())),
        SymbolError::ProtectedCopy { .. } => {
            to.put(b"error due to GNU_PROPERTY_1_NEEDED_INDIRECT_EXTERN_ACCESS")
        }
        SymbolError::IfuncInUnrelocatedProgram { name, .. } => {
            fill(to, "IFUNC symbol '%0' is defined in an object that is not relocated yet", &[Text(name)]);
        }
    }
}

fn put_relocate(reason: &RelocateError, to: &mut dyn Sink) {
    let (template, number) = match reason {
        // glibc shows two digits, or eight where two are too few.
        RelocateError::UnexpectedType(kind @ ..=0xff) => ("unexpected reloc type 0x%b0", u64::from(*kind)),
        RelocateError::UnexpectedType(kind) => ("unexpected reloc type 0x%l0", u64::from(*kind)),
        RelocateError::UnexpectedPltType(kind @ ..=0xff) => {
            ("unexpected PLT reloc type 0x%b0", u64::from(*kind))
        }
        RelocateError::UnexpectedPltType(kind) => ("unexpected PLT reloc type 0x%l0", u64::from(*kind)),
        RelocateError::BadSymbolIndex(index) => {
            ("a relocation names symbol %0, which does not exist", *index)
        }
        RelocateError::BadPlace(place) => {
            ("a relocation stores outside the writable segments, at 0x%x0", *place)
        }
        RelocateError::BadResolver(address) => {
            ("an IFUNC resolver lies in no executable segment, at 0x%x0", *address)
        }
        RelocateError::NotCode { symbol, address } => {
            let values = [Number(*address), Text(symbol)];
            return fill(to, "symbol %1 is called and is no code, at 0x%x0", &values);
        }
    };
    fill(to, template, &[Number(number)]);
}

/// The object that a version error is about: who should provide it, or whose records are wrong.
pub(super) fn named(error: &VersionError) -> &[u8] {
    if error.provider.is_empty() { &error.requirer } else { &error.provider }
}

pub(super) fn put_version(error: &VersionError, to: &mut dyn Sink) {
    match error.kind {
        VersionErrorKind::NotFound => {
            let values = [Text(&error.version), Text(&error.requirer)];
            fill(to, "version `%0' not found (required by %1)", &values);
        }
        VersionErrorKind::Unsupported(revision) => {
            let record = if error.provider.is_empty() { "Verneed" } else { "Verdef" };
            let values = [Number(u64::from(revision)), Value::word(record)];
            fill(to, "unsupported version %0 of %1 record", &values);
        }
    }
}
