//! What went wrong: types only. `say/text.rs` renders glibc's line, `say/explain` ours.
//!
//! In: nothing. Out: `Error`, made by every stage; one variant family per stage of the pipeline, so that a
//! test can match on the cause. Must not: hold text that a reader is meant to see, or borrow from a
//! mapped object (it may be gone when the error is printed).

use crate::bytes::Owned;
use alloc::boxed::Box;
use alloc::vec::Vec;

/// A Linux error number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Errno(pub i32);

impl Errno {
    pub const PERM: Errno = Errno(1);
    pub const NOENT: Errno = Errno(2);
    pub const INTR: Errno = Errno(4);
    pub const IO: Errno = Errno(5);
    pub const NOMEM: Errno = Errno(12);
    pub const ACCES: Errno = Errno(13);
    pub const FAULT: Errno = Errno(14);
    pub const NOTDIR: Errno = Errno(20);
    pub const INVAL: Errno = Errno(22);
    pub const NFILE: Errno = Errno(23);
    pub const MFILE: Errno = Errno(24);
    pub const NOSYS: Errno = Errno(38);
    pub const LIBBAD: Errno = Errno(80);

    /// Does it say something of the machine's state just now, and nothing of the file or the directory?
    pub fn is_passing(self) -> bool {
        matches!(self, Errno::INTR | Errno::IO | Errno::NOMEM | Errno::NFILE | Errno::MFILE)
    }
}

pub type Result<T> = core::result::Result<T, Error>;

/// A failed stage: which object it was about, what was wrong, and the kernel's word if it had one.
#[derive(Debug)]
pub struct Error(pub Box<Failure>);

#[derive(Debug)]
pub struct Failure {
    /// The name glibc puts before the reason; empty where glibc names none.
    pub object: Vec<u8>,
    pub what: What,
    pub errno: Option<Errno>,
}

#[derive(Debug)]
pub enum What {
    Header(HeaderError),
    Search(SearchError),
    Map(MapError),
    Parse(ParseError),
    Version(Vec<VersionError>),
    Symbol(SymbolError),
    Relocate(RelocateError),
    Tls(TlsError),
    Dl(DlError),
    Tenant(Vec<u8>),
    OutOfMemory(&'static str),
}

/// The ELF header is not one we can load (gABI, ELF Identification).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HeaderError {
    TooShort,
    Magic,
    /// EI_CLASS is not ELFCLASS64: a search goes on, and says so at its end.
    Class(u8),
    /// e_machine is another machine: a search goes on silently.
    Machine(u16),
    Data,
    IdentVersion,
    OsAbi,
    AbiVersion,
    Padding,
    Version,
    Type,
    PhentSize,
    /// The program headers or another part that must be read lie beyond the end of the file.
    Truncated,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SearchError {
    /// No candidate could be opened.
    NotFound,
    /// The file was opened and could not be read.
    Read,
    /// The file's status could not be read.
    Stat,
    /// A token such as $ORIGIN expanded to nothing usable.
    EmptyToken,
    /// A token such as $ORIGIN in a needed name of a program that runs with raised privileges.
    TokenInSecure,
    /// An auditor refused the name.
    Refused,
    /// The ISA level that the file's properties ask for is above the processor's.
    IsaLevel,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MapError {
    NoSegments,
    NoDynamic,
    NotPageAligned,
    /// Two segments overlap or descend, or one wraps around the address space.
    Geometry,
    /// A segment's file part ends beyond the file: touching it would be SIGBUS.
    BeyondFile,
    Segment,
    ZeroFill,
    Executable,
    PieExecutable,
    NoOpen,
    ExecutableStack,
    /// The program has one, which the user has forbidden.
    StackForbidden,
    /// The user demands one, which the kernel refuses.
    StackDemanded,
    /// What lies between segments cannot be closed.
    Holes,
    Protect,
    MakeWritable,
    RestoreProtection,
    /// DT_RELR is used, libc.so.6 is needed with versions, GLIBC_ABI_DT_RELR is not among them.
    RelrWithoutMarker,
    /// An address to be executed lies in no executable segment.
    NotExecutable,
    /// e_entry is 0, which says that there is none (gABI, ELF header): a library given as the program.
    NoEntry,
}

/// A structure inside the object contradicts itself or its segments.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ParseError {
    /// The structure, by its ELF name ("DT_GNU_HASH", "DT_VERNEED" ...).
    pub structure: &'static str,
    /// Where: a virtual address or an offset within the structure.
    pub at: u64,
    /// The offending value.
    pub value: u64,
}

/// One needed version that its provider does not offer.
#[derive(Debug)]
pub struct VersionError {
    pub version: Vec<u8>,
    pub provider: Vec<u8>,
    pub requirer: Vec<u8>,
    pub kind: VersionErrorKind,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum VersionErrorKind {
    NotFound,
    /// A verneed or verdef record has a revision other than 1.
    Unsupported(u16),
}

#[derive(Debug)]
pub enum SymbolError {
    Undefined {
        name: Vec<u8>,
        version: Option<Vec<u8>>,
    },
    /// A program copied a protected variable, or took a protected function's address its own way, and the definer insists on
    /// one address for all.
    ProtectedCopy {
        name: Vec<u8>,
    },
    IfuncInUnrelocatedProgram {
        name: Vec<u8>,
        referrer: Vec<u8>,
    },
}

#[derive(Debug)]
pub enum RelocateError {
    UnexpectedType(u32),
    UnexpectedPltType(u32),
    BadSymbolIndex(u64),
    /// The place to be stored to lies outside the object's writable segments.
    BadPlace(u64),
    /// A code address from the file lies in no executable segment.
    BadResolver(u64),
    /// A function to be called through the PLT has an address where nothing can be executed.
    NotCode {
        symbol: Vec<u8>,
        address: u64,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TlsError {
    /// The static block has no room for an initial-exec module that came late.
    StaticExhausted { needed: u64, free: u64 },
    /// The object's PT_TLS makes no sense.
    BadSegment,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DlError {
    InvalidMode,
    InvalidTargetNamespace,
    NoMoreNamespaces,
    NotOpen,
}

impl Error {
    pub fn new(object: &[u8], what: What) -> Error {
        Error(Box::new(Failure { object: object.owned(), what, errno: None }))
    }

    pub fn with_errno(object: &[u8], what: What, errno: Errno) -> Error {
        Error(Box::new(Failure { object: object.owned(), what, errno: Some(errno) }))
    }
}
