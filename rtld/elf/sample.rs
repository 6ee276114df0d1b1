//! Test support: spaces over leaked buffers, so that the parsers can be run on the host's own libraries and
//! on made-up bytes. In: a path or bytes. Out: a `Space`. Must not: be compiled into the product.

#![forbid(unsafe_code)]

use super::dynamic::{self, Dynamic};
use super::header;
use super::symbols::{self, Symbols};
use super::versions::{self, Versions};
use crate::bytes::{Space, View};
use crate::plan::map::{self, Plan};
use alloc::vec::Vec;

/// Bytes whose virtual addresses are their indices.
pub struct Flat(View);

impl Flat {
    pub fn new(bytes: Vec<u8>) -> Flat {
        Flat(View::of(bytes.leak()))
    }
}

impl Space for Flat {
    fn window(&self, vaddr: u64) -> View {
        usize::try_from(vaddr).ok().and_then(|at| self.0.from(at)).unwrap_or(View::EMPTY)
    }
}

/// A file of the host, laid out as its program headers say, but at file offsets.
pub struct File {
    bytes: View,
    pub plan: Plan,
}

impl File {
    pub fn open(path: &str) -> File {
        let bytes = View::of(std::fs::read(path).expect("a readable library").leak());
        let header = header::read(bytes).expect("an ELF header");
        let phdrs = header.program_headers(bytes).expect("program headers");
        let plan = map::plan(phdrs, header.phoff, Some(bytes.len() as u64), 4096).expect("a plan");
        File { bytes, plan }
    }

    pub fn dynamic(&self) -> Dynamic {
        let (vaddr, size) = self.plan.dynamic.expect("PT_DYNAMIC");
        dynamic::read(self, vaddr, size).expect("a dynamic section")
    }

    pub fn symbols(&self) -> Symbols {
        symbols::read(self, &self.dynamic()).expect("symbols")
    }

    pub fn versions(&self) -> Versions {
        versions::read(self, &self.dynamic()).expect("versions")
    }
}

impl Space for File {
    fn window(&self, vaddr: u64) -> View {
        for segment in &self.plan.segments {
            if (segment.vaddr..segment.file_end).contains(&vaddr) {
                let start = (segment.offset + (vaddr - segment.vaddr)) as usize;
                return self.bytes.slice(start, (segment.file_end - vaddr) as usize).expect("in the file");
            }
        }
        View::EMPTY
    }
}
