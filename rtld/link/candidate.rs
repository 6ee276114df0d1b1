//! A candidate of a search: opened, read, judged.
//!
//! In: a path. Out: `Found` (the open file, its status, its first bytes, its checked header), or why it is not
//! taken. Must not: decide what a rejection means for the search; `link/search`, the caller, does.

use crate::bytes::{Table, View, zeros};
use crate::elf::header::{self, Header};
use crate::elf::{Ehdr, Phdr};
use crate::error::{Errno, Error, HeaderError, SearchError, What};
use crate::link::object::Object;
use crate::sys::file::{self, Fd, Stat};
use crate::trace::Rule;
use alloc::ffi::CString;
use alloc::vec::Vec;
use core::ffi::CStr;

/// A file that fits.
#[derive(Debug)]
pub struct Found {
    /// The path as it was tried, which becomes the object's name.
    pub path: CString,
    pub fd: Fd,
    pub stat: Stat,
    /// The first bytes of the file.
    pub start: Vec<u8>,
    pub header: Header,
    /// The program headers, where `start` does not reach them.
    pub tail: Option<Vec<u8>>,
    pub rule: Rule,
}

impl Found {
    /// The program headers; the table reads memory of this `Found`.
    pub fn program_headers(&self) -> Table<Phdr> {
        let view = match &self.tail {
            Some(bytes) => view_of(bytes).table(0, self.header.phnum),
            None => self.header.program_headers(view_of(&self.start)),
        };
        view.unwrap_or(Table::EMPTY)
    }
}

/// So much of a file is read first: the header and sixteen program headers at least, where glibc reads thirteen and then, for every
/// newer library, a second time. The memory is as large as an object because it becomes the object's, just after.
const FIRST: usize = size_of::<Object>();

const _: () = assert!(FIRST >= size_of::<Ehdr>() + 16 * size_of::<Phdr>());

/// A view of bytes that the caller keeps for as long as it uses the view.
fn view_of(bytes: &[u8]) -> View {
    // SAFETY: the callers are the accessor of `Found` and the check of a header just read; the
    // bytes lie on the heap and live until the `Found` is dropped, which the loader does after mapping.
    unsafe { View::new(bytes.as_ptr(), bytes.len()) }
}

/// One thing that a search tried, for explanations.
#[derive(Debug)]
pub struct Attempt {
    pub path: Vec<u8>,
    pub rule: Rule,
    /// The object whose DT_RPATH or DT_RUNPATH it was; empty for the program.
    pub owner: Option<Vec<u8>>,
    pub outcome: Outcome,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    Taken,
    Failed(Errno),
    BadHeader(HeaderError),
    BadRead,
    /// The directory was known to be missing: it was not tried.
    MissingDirectory,
    /// The cache cannot be read, or is none.
    NoCache,
    NotInCache,
    /// A cache entry within the system's directories, for a DF_1_NODEFLIB object.
    NoDefaultLibraries,
    Refused,
    NotSetUserId,
}

/// Why a candidate is not taken.
pub enum Unfit {
    Open(Errno),
    Header(HeaderError),
    Other(Error),
}

/// Opens `path` and checks it; the object is to be called `name`.
pub fn open(name: &CStr, path: &CStr, rule: Rule) -> Result<Found, Unfit> {
    let fd = file::open(path).map_err(Unfit::Open)?;
    let (start, header, tail) = read_start(&fd, path.to_bytes())?;
    let what = What::Search(SearchError::Stat);
    let stat = fd.stat().map_err(|errno| Unfit::Other(Error::with_errno(name.to_bytes(), what, errno)))?;
    Ok(Found { path: CString::from(name), fd, stat, start, header, tail, rule })
}

/// What `Found` keeps of a file's beginning.
type Headers = (Vec<u8>, Header, Option<Vec<u8>>);

/// The first bytes of a file, its checked header, and its program headers if they lie further behind.
fn read_start(fd: &Fd, path: &[u8]) -> Result<Headers, Unfit> {
    let unreadable = |errno| Unfit::Other(Error::with_errno(path, What::Search(SearchError::Read), errno));
    let mut start = Vec::with_capacity(FIRST);
    fd.append(&mut start).map_err(unreadable)?;
    let header = header::read(view_of(&start)).map_err(Unfit::Header)?;
    if header.program_headers(view_of(&start)).is_some() {
        return Ok((start, header, None));
    }
    let size = header.phdrs_size();
    let Some(mut tail) = zeros(size) else {
        return Err(Unfit::Other(Error::new(path, What::OutOfMemory("program headers"))));
    };
    match fd.read_at(&mut tail, header.phoff).map_err(unreadable)? {
        len if len == size => Ok((start, header, Some(tail))),
        _ => Err(Unfit::Header(HeaderError::Truncated)),
    }
}
