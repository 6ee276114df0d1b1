//! What campaigns found, each made again: a file, one change, a way to meet it, what the loader says now.
//!
//! In: targets. Out: a tally, and what is wrong with what was said. A finding that a small program shows as well has a case in `tests/programs` instead. Must not:
//! lose a case; what killed the loader once is tried for ever.

use super::campaign::{Bench, Tally};
use super::fields::File;
use super::modes::{Mode, Stage};
use super::mutate::Mutation;
use super::targets::Target;
use std::io;
use std::path::Path;

/// Offset in the file, bytes.
type Patch = (usize, Vec<u8>);

struct Case {
    name: &'static str,
    target: &'static str,
    mode: Mode,
    change: fn(&File) -> Vec<Patch>,
    /// Words that must occur in the output.
    says: &'static str,
}

/// The program headers of this kind.
fn headers<'a>(file: &'a File, kind: u64) -> impl Iterator<Item = usize> + 'a {
    file.program_headers().into_iter().filter(move |&at| file.number(at, 4) == Some(kind))
}

const LOAD: u64 = 1;
const PHDR: u64 = 6;
const TLS: u64 = 7;
const P_FLAGS: usize = 4;
const P_OFFSET: usize = 8;
const P_VADDR: usize = 16;
const P_MEMSZ: usize = 40;
const PLTGOT: u64 = 3;
const JMPREL: u64 = 23;

fn offset_of_load(file: &File, number: usize, offset: u64) -> Vec<(usize, Vec<u8>)> {
    let header = headers(file, LOAD).nth(number);
    header.map(|at| (at + P_OFFSET, offset.to_le_bytes().to_vec())).into_iter().collect()
}

const ALL: [Case; 11] = [
    // The kernel then says that they lie at the program's base, where nothing is that can be read.
    Case {
        name: "program headers in no segment",
        target: "pie",
        mode: Mode::Interpreted,
        change: |file| offset_of_load(file, 0, 1 << 30),
        says: "no loadable segments",
    },
    Case {
        name: "program headers in no segment, at address 0",
        target: "fixed",
        mode: Mode::Interpreted,
        change: |file| headers(file, LOAD).next().map(|at| (at, vec![0; 4])).into_iter().collect(),
        says: "no loadable segments",
    },
    // The kernel takes the last segment that holds them: the bias that follows from it is a page too much.
    Case {
        name: "program headers in two segments",
        target: "fixed",
        mode: Mode::Interpreted,
        change: |file| offset_of_load(file, 1, 0),
        says: "no executable segment",
    },
    // The kernel maps it so, and the headers lie in it.
    Case {
        name: "a first segment that nobody may read",
        target: "fixed",
        mode: Mode::Interpreted,
        change: |file| headers(file, LOAD).next().map(|at| (at + P_FLAGS, vec![0; 4])).into_iter().collect(),
        says: "no loadable segments",
    },
    // The kernel does not look at it; whoever believes it has a base that is a page off.
    Case {
        name: "PT_PHDR somewhere else",
        target: "pie",
        mode: Mode::Interpreted,
        change: |file| {
            headers(file, PHDR).map(|at| (at + P_VADDR, 0x1040u64.to_le_bytes().to_vec())).collect()
        },
        says: "",
    },
    // Another page is touched only when somebody uses it.
    Case {
        name: "half a gigabyte of thread-local storage",
        target: "rich",
        mode: Mode::Opened,
        change: |file| {
            headers(file, TLS).map(|at| (at + P_MEMSZ, (1u64 << 29).to_le_bytes().to_vec())).collect()
        },
        says: "",
    },
    // Its code cannot run while its pages are open for stores.
    Case {
        name: "a relocation of 32 bits against a resolver, in an object with relocations in its text",
        target: "richtext",
        mode: Mode::Opened,
        change: |file| file.place(JMPREL).map(|at| (at + 3 * 24 + 8, vec![2])).into_iter().collect(),
        says: "",
    },
    // The way into the loader's own code, past its doors.
    Case {
        name: "an unbound PLT slot that leads out of the object",
        target: "richtext",
        mode: Mode::Opened,
        change: |file| {
            let slot =
                |n: usize| file.place(PLTGOT).map(|at| (at + 8 * n, 0x40000u64.to_le_bytes().to_vec()));
            (3..11).filter_map(slot).collect()
        },
        says: "",
    },
    // There the object is on the stack already; here it is not.
    Case {
        name: "an unbound PLT slot that leads into the middle of PLT0",
        target: "fixed",
        mode: Mode::Program,
        change: |file| {
            let into =
                |got: usize| Some((got + 6 * 8, (file.number(got + 3 * 8, 8)? - 16).to_le_bytes().to_vec()));
            file.place(PLTGOT).and_then(into).into_iter().collect()
        },
        says: "a PLT entry without its object",
    },
    // A function that is said to be a resolver answers a number; the lazy binder jumped there.
    Case {
        name: "a resolver that answers no address of code",
        target: "richpacked",
        mode: Mode::Opened,
        change: |file| file.symbol("other").map(|at| (at + 4, vec![0x1a])).into_iter().collect(),
        says: "is no code",
    },
    Case {
        name: "a revision of version records that nobody knows",
        target: "rich",
        mode: Mode::Needed,
        change: |file| file.place(0x6fff_fffe).map(|at| (at, vec![2, 0])).into_iter().collect(),
        says: "unsupported version 2 of Verneed record",
    },
];

/// Tries every case; answers with what was not said as it should be.
pub fn run(stage: &Stage, targets: &[Target], folder: &Path, tally: &mut Tally) -> io::Result<Vec<String>> {
    let mut wrong = Vec::new();
    for (number, case) in ALL.iter().enumerate() {
        let Some(target) = targets.iter().find(|target| target.name == case.target) else { continue };
        let edits = (case.change)(&File::new(&target.bytes));
        if edits.is_empty() {
            wrong.push(format!("{}: there is nothing to change", case.name));
        }
        let mutation = Mutation { edits, story: vec![case.name.into()], ..Mutation::default() };
        let mut bench = Bench::new(stage, target, folder.join(format!("f-{number}")))?;
        let says = bench.says(&mutation, case.mode, tally)?;
        if !says.contains(case.says) {
            wrong.push(format!("{}: {says}", case.name));
        }
    }
    Ok(wrong)
}
