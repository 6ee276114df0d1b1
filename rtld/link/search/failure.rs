//! Why a search finds nothing: the error that it ends with.
//!
//! In: what the kernel said, candidate by candidate; that a candidate was of another class. Out: glibc's error, whose error
//! number is the kernel's last word; but where an earlier one said that a file may be there, that. Must not: decide whether the
//! search goes on.

use crate::error::{Errno, Error, HeaderError, SearchError, What};

#[derive(Debug)]
pub struct Failure {
    /// The kernel's last word, which the final error carries; `None` after a success, as errno 0 in glibc.
    pub errno: Option<Errno>,
    /// The first error of this search that says nothing of the file: it may be there.
    trouble: Option<Errno>,
    pub other_class: bool,
}

impl Default for Failure {
    fn default() -> Failure {
        // What the look for /etc/ld.so.preload leaves behind.
        Failure { errno: Some(Errno::NOENT), trouble: None, other_class: false }
    }
}

impl Failure {
    /// A search begins. The last word of the one before stays.
    pub fn begin(&mut self) {
        self.other_class = false;
        self.trouble = None;
    }

    /// A system call failed.
    pub fn add(&mut self, errno: Errno) {
        self.errno = Some(errno);
        self.trouble = self.trouble.or(Some(errno).filter(|errno| errno.is_passing()));
    }

    pub fn error(&self, name: &[u8]) -> Error {
        // Whatever other class it was: there is one message.
        if self.other_class {
            return Error::new(name, What::Header(HeaderError::Class(1)));
        }
        let what = What::Search(SearchError::NotFound);
        // Where the search went on after "too many open files", "no such file" would send people to look for the file.
        match self.trouble.or(self.errno) {
            Some(errno) => Error::with_errno(name, what, errno),
            None => Error::new(name, what),
        }
    }
}
