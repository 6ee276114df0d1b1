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
const P_OFFSET: usize = 8;

fn offset_of_load(file: &File, number: usize, offset: u64) -> Vec<(usize, Vec<u8>)> {
    let header = headers(file, LOAD).nth(number);
    header.map(|at| (at + P_OFFSET, offset.to_le_bytes().to_vec())).into_iter().collect()
}

const ALL: [Case; 5] = [
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
