//! The kinds of errors, and by which words of the output each is known.
//!
//! In: what a loader printed. Out: counts by kind. A campaign that never produces a kind says nothing about the code that
//! makes it, so the long run prints the whole table and fails if a kind that a file can cause is rare. The words are the
//! loader's own (`say/reason`), up to the first thing that differs from case to case. Must not: forget a kind: each
//! `match` is without `_`, so that a new variant does not compile until it has a place here.

use rtld::error::{
    Error, HeaderError, MapError, RelocateError, SearchError, SymbolError, TlsError, VersionError,
    VersionErrorKind, What,
};
use rtld::say::text::reason;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Who can cause it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cause {
    /// The bytes of a file: the campaign must produce it.
    File,
    /// Only a kernel that refuses something, an auditor, a privileged program, another call: other tests produce it.
    Elsewhere,
}

pub struct Kind {
    pub name: &'static str,
    pub words: String,
    pub cause: Cause,
}

/// The structures of `ParseError`.
const STRUCTURES: [&str; 26] = [
    "PT_DYNAMIC",
    "DT_RELAENT",
    "DT_SYMENT",
    "DT_PLTREL",
    "DT_RELRENT",
    "DT_INIT_ARRAY",
    "DT_FINI_ARRAY",
    "DT_PREINIT_ARRAY",
    "DT_STRTAB",
    "DT_SONAME",
    "DT_RUNPATH",
    "DT_RPATH",
    "DT_AUDIT",
    "DT_DEPAUDIT",
    "DT_NEEDED",
    "DT_FILTER",
    "DT_AUXILIARY",
    "DT_SYMTAB",
    "DT_VERSYM",
    "DT_GNU_HASH",
    "DT_HASH",
    "DT_RELA",
    "DT_JMPREL",
    "DT_RELR",
    "DT_VERNEED",
    "DT_VERDEF",
];

fn header(error: HeaderError) -> (&'static str, Cause) {
    use HeaderError::*;
    match error {
        TooShort => ("TooShort", Cause::File),
        Magic => ("Magic", Cause::File),
        Class(_) => ("Class", Cause::File),
        Machine(_) => ("Machine, Search NotFound, Refused", Cause::File),
        Data => ("Data", Cause::File),
        IdentVersion => ("IdentVersion", Cause::File),
        OsAbi => ("OsAbi", Cause::File),
        AbiVersion => ("AbiVersion", Cause::File),
        Padding => ("Padding", Cause::File),
        Version => ("Version", Cause::File),
        Type => ("Type", Cause::File),
        PhentSize => ("PhentSize", Cause::File),
        Truncated => ("Truncated, Search Read", Cause::File),
    }
}

const HEADERS: [HeaderError; 13] = [
    HeaderError::TooShort,
    HeaderError::Magic,
    HeaderError::Class(1),
    HeaderError::Machine(0),
    HeaderError::Data,
    HeaderError::IdentVersion,
    HeaderError::OsAbi,
    HeaderError::AbiVersion,
    HeaderError::Padding,
    HeaderError::Version,
    HeaderError::Type,
    HeaderError::PhentSize,
    HeaderError::Truncated,
];

fn search(error: SearchError) -> (&'static str, Cause) {
    use SearchError::*;
    match error {
        // The same words as `Machine`'s and `Truncated`'s: counted there.
        NotFound | Read | Refused => ("", Cause::Elsewhere),
        Stat => ("Stat", Cause::Elsewhere),
        EmptyToken => ("EmptyToken", Cause::Elsewhere),
        TokenInSecure => ("TokenInSecure", Cause::Elsewhere),
        IsaLevel => ("IsaLevel", Cause::File),
    }
}

const SEARCHES: [SearchError; 4] =
    [SearchError::Stat, SearchError::EmptyToken, SearchError::TokenInSecure, SearchError::IsaLevel];

fn map(error: MapError) -> (&'static str, Cause) {
    use MapError::*;
    match error {
        NoSegments => ("NoSegments", Cause::File),
        NoDynamic => ("NoDynamic", Cause::File),
        NotPageAligned => ("NotPageAligned", Cause::File),
        Geometry => ("Geometry", Cause::File),
        BeyondFile => ("BeyondFile", Cause::File),
        // More address space than there is.
        Segment => ("Segment", Cause::File),
        ZeroFill => ("ZeroFill", Cause::Elsewhere),
        Executable => ("Executable", Cause::File),
        PieExecutable => ("PieExecutable", Cause::File),
        NoOpen => ("NoOpen", Cause::File),
        ExecutableStack => ("ExecutableStack", Cause::Elsewhere),
        StackForbidden => ("StackForbidden", Cause::Elsewhere),
        StackDemanded => ("StackDemanded", Cause::Elsewhere),
        Holes => ("Holes", Cause::Elsewhere),
        Protect => ("Protect", Cause::Elsewhere),
        MakeWritable => ("MakeWritable", Cause::Elsewhere),
        RestoreProtection => ("RestoreProtection", Cause::Elsewhere),
        RelrWithoutMarker => ("RelrWithoutMarker", Cause::File),
        NotExecutable => ("NotExecutable", Cause::File),
        NoEntry => ("NoEntry", Cause::File),
    }
}

const MAPS: [MapError; 20] = [
    MapError::NoSegments,
    MapError::NoDynamic,
    MapError::NotPageAligned,
    MapError::Geometry,
    MapError::BeyondFile,
    MapError::Segment,
    MapError::ZeroFill,
    MapError::Executable,
    MapError::PieExecutable,
    MapError::NoOpen,
    MapError::ExecutableStack,
    MapError::StackForbidden,
    MapError::StackDemanded,
    MapError::Holes,
    MapError::Protect,
    MapError::MakeWritable,
    MapError::RestoreProtection,
    MapError::RelrWithoutMarker,
    MapError::NotExecutable,
    MapError::NoEntry,
];

fn tls(error: TlsError) -> (&'static str, Cause) {
    match error {
        TlsError::StaticExhausted { .. } => ("StaticExhausted", Cause::File),
        TlsError::BadSegment => ("BadSegment", Cause::File),
    }
}

const TLS: [TlsError; 2] = [TlsError::StaticExhausted { needed: 0, free: 0 }, TlsError::BadSegment];

fn relocate(error: &RelocateError) -> (&'static str, Cause) {
    match error {
        RelocateError::UnexpectedType(_) => ("UnexpectedType", Cause::File),
        RelocateError::UnexpectedPltType(_) => ("UnexpectedPltType", Cause::File),
        RelocateError::BadSymbolIndex(_) => ("BadSymbolIndex", Cause::File),
        RelocateError::BadPlace(_) => ("BadPlace", Cause::File),
        RelocateError::BadResolver(_) => ("BadResolver", Cause::File),
        RelocateError::NotCode { .. } => ("NotCode", Cause::File),
    }
}

fn relocations() -> [RelocateError; 6] {
    [
        RelocateError::UnexpectedType(MARK as u32),
        RelocateError::UnexpectedPltType(MARK as u32),
        RelocateError::BadSymbolIndex(MARK),
        RelocateError::BadPlace(MARK),
        RelocateError::BadResolver(MARK),
        RelocateError::NotCode { symbol: NAME.to_vec(), address: MARK },
    ]
}

fn symbol(error: &SymbolError) -> (&'static str, Cause) {
    match error {
        SymbolError::Undefined { .. } => ("Undefined", Cause::File),
        SymbolError::ProtectedCopy { .. } => ("ProtectedCopy", Cause::Elsewhere),
        SymbolError::IfuncInUnrelocatedProgram { .. } => ("IfuncInUnrelocatedProgram", Cause::Elsewhere),
    }
}

fn symbols() -> [SymbolError; 1] {
    [SymbolError::Undefined { name: NAME.to_vec(), version: None }]
}

/// What stands in an example for a number and a name of a file, and where the words are cut.
const MARK: u64 = 0xa5a5_a5a5;
const NAME: &[u8] = b"\x01";
const MARKS: [&str; 4] = ["a5a5a5a5", "2779096485", "\x01", "\x02"];

fn row(family: &str, (name, cause): (&'static str, Cause), what: What) -> Kind {
    let text = String::from_utf8_lossy(&reason(&Error::new(b"", what))).into_owned();
    // The longest piece between two marks.
    let mut pieces = vec![text.as_str()];
    for mark in MARKS {
        pieces = pieces.into_iter().flat_map(|piece| piece.split(mark)).collect();
    }
    let words = pieces.into_iter().max_by_key(|piece| piece.len()).unwrap_or("").to_string();
    Kind { name: format!("{family} {name}").leak(), words, cause }
}

/// Every kind.
pub fn all() -> &'static [Kind] {
    static ALL: OnceLock<Vec<Kind>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut all = Vec::new();
        all.extend(HEADERS.map(|e| row("Header", header(e), What::Header(e))));
        all.extend(SEARCHES.map(|e| row("Search", search(e), What::Search(e))));
        all.extend(MAPS.map(|e| row("Map", map(e), What::Map(e))));
        all.extend(STRUCTURES.map(|name| Kind {
            name: format!("Parse {name}").leak(),
            words: format!("invalid {name}: 0x"),
            cause: Cause::File,
        }));
        all.extend(TLS.map(|e| row("Tls", tls(e), What::Tls(e))));
        all.extend(relocations().map(|e| row("Relocate", relocate(&e), What::Relocate(e))));
        all.extend(symbols().map(|e| row("Symbol", symbol(&e), What::Symbol(e))));
        for (name, words) in [
            ("Version NotFound", "' not found (required by "),
            ("Version Unsupported", "unsupported version "),
        ] {
            all.push(Kind { name, words: words.into(), cause: Cause::File });
        }
        all
    })
}

/// Counts each kind that occurs in the output, once.
pub fn count(output: &str, into: &mut BTreeMap<&'static str, u64>) {
    // A trace holds words of other lines, too.
    let lines = || output.lines().filter(|line| !line.starts_with(' ')).take(400);
    for kind in all() {
        if lines().any(|line| line.contains(&kind.words)) {
            *into.entry(kind.name).or_default() += 1;
        }
    }
}

/// The words of a version error are two; a new kind must be put in the table.
const _: fn(VersionError) = |error| match error.kind {
    VersionErrorKind::NotFound | VersionErrorKind::Unsupported(_) => (),
};
