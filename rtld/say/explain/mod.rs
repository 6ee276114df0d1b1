//! Errors that explain: what follows glibc's line when a start fails, and LD_DEBUG=errors says of a failed dlopen.
//!
//! In: the error, who asked, and the objects loaded so far, which are still there. Out: at most twelve indented lines:
//! who wanted it, where it was looked for, what is known of the file, what would help. Every suggestion was tried
//! before it is made: a file that is offered was opened, fits, and has what is missing. RTLD_ERRORS=short, and a program
//! with raised privileges, get none of it. Must not: run anything, or say it through dlerror(), which has one line.
//!
//! Each file has one subject: `search` a library that was not found, `file` one that is no library, `version` and
//! `symbol` what a library lacks, `tls` the static block that is full; `places` is where other copies may be, `advice` what
//! to type.

mod advice;
mod file;
mod places;
mod search;
mod symbol;
mod tls;
mod version;

pub use search::{NO_SLASH, reason as reason_of};

use super::Sink;
use super::fill::Value::{self, Text};
use super::fill::fill;
use crate::bytes::Owned;
use crate::error::{Error, MapError, SearchError, SymbolError, TlsError, What};
use crate::link::linker::{BASE, linker};
use crate::link::locate;
use crate::link::object::{Kind, ObjectRef};
use crate::link::transaction::display_name;
use alloc::vec::Vec;

/// How many lines there may be.
const MOST: usize = 12;

/// What was being done: the start of the program, or a dlopen.
#[derive(Clone, Copy)]
pub struct Occasion {
    pub namespace: usize,
    /// Whose code called dlopen.
    pub opener: Option<ObjectRef>,
    /// What dlopen was to open, once it is there.
    pub root: Option<ObjectRef>,
}

impl Occasion {
    pub const START: Occasion = Occasion { namespace: BASE, opener: None, root: None };

    fn objects(&self) -> Vec<ObjectRef> {
        linker().namespaces.get(self.namespace).map(|namespace| namespace.list()).unwrap_or_default()
    }

    /// What a symbol is looked for in: the global scope, then that of the library being opened.
    fn scope(&self) -> Vec<ObjectRef> {
        let mut scope = match self.namespace {
            BASE => {
                linker().main_program().map(|main| main.searchlist.objects().to_vec()).unwrap_or_default()
            }
            _ => Vec::new(),
        };
        let own = self.root.map(|root| root.searchlist.objects().to_vec()).unwrap_or_default();
        let new: Vec<ObjectRef> = own.into_iter().filter(|object| !scope.contains(object)).collect();
        scope.extend(new);
        scope
    }
}

/// The lines for `error`; empty if there is nothing to add.
pub fn lines(error: &Error, occasion: Occasion) -> Vec<u8> {
    let mut to = Lines { text: Vec::new(), count: 0, occasion };
    let object = error.0.object.as_slice();
    match &error.0.what {
        What::Search(SearchError::Read | SearchError::Stat) => file::foreign(object, &mut to),
        What::Search(_) => search::missing(object, &mut to),
        What::Header(reason) => file::header(object, *reason, &mut to),
        What::Map(
            MapError::BeyondFile
            | MapError::NoSegments
            | MapError::NoDynamic
            | MapError::Executable
            | MapError::PieExecutable,
        )
        | What::Parse(_) => file::unfit(object, &mut to),
        What::Map(_) => {
            wanted_by(object, &mut to);
        }
        What::Version(list) => list.iter().take(3).for_each(|one| version::lacks(one, &mut to)),
        What::Symbol(SymbolError::Undefined { name, version }) => {
            symbol::undefined(name, version.as_deref(), &mut to);
        }
        What::Tls(TlsError::StaticExhausted { needed, free }) => {
            tls::exhausted(object, *needed, *free, &mut to);
        }
        _ => {}
    }
    to.text
}

/// The text being put together: a label, then what it says.
struct Lines {
    text: Vec<u8>,
    count: usize,
    occasion: Occasion,
}

impl Lines {
    fn line(&mut self, label: &str, template: &str, values: &[Value<'_>]) {
        if self.count == MOST {
            return;
        }
        self.count += 1;
        let gap = b"            ".get(label.len()..).unwrap_or(b"");
        self.text.all(&[b"  ", label.as_bytes(), gap]);
        fill(&mut self.text, template, values);
        self.text.put(b"\n");
    }
}

fn base_name(path: &[u8]) -> &[u8] {
    path.rsplit(|&byte| byte == b'/').next().unwrap_or(path)
}

/// The first `most`, and how many more.
fn some(names: &[&[u8]], most: usize) -> Vec<u8> {
    let mut text = Vec::new();
    let (shown, more) = names.split_at(most.min(names.len()));
    fill(&mut text, "% 0", &[Value::List(shown)]);
    if !more.is_empty() {
        fill(&mut text, " and %0 more", &[Value::size(more.len())]);
    }
    text
}

/// The first object, in load order, that needs `name` (or the file of that name).
fn requester(name: &[u8], occasion: Occasion) -> Option<ObjectRef> {
    let needs = |object: &ObjectRef| {
        object.needed().any(|needed| {
            let expanded = locate::expand(needed.name(), *object);
            let needed = expanded.as_deref().unwrap_or(needed.name().bytes());
            needed == name || (name.contains(&b'/') && base_name(name) == needed)
        })
    };
    occasion.objects().into_iter().find(needs)
}

/// The requester and by whom it came, if somebody needs it; else who opened it.
fn wanted_by(name: &[u8], to: &mut Lines) -> Option<ObjectRef> {
    let Some(first) = requester(name, to.occasion) else {
        if let Some(opener) = to.occasion.opener {
            to.line("wanted by", "%0, which called dlopen", &[Text(display_name(opener))]);
        }
        return to.occasion.opener;
    };
    let mut text = display_name(first).owned();
    let mut object = first;
    for _ in 0..4 {
        match object.state().loader.get() {
            Some(by) => {
                fill(&mut text, ", itself wanted by %0", &[Text(display_name(by))]);
                object = by;
            }
            None => break,
        }
    }
    if let Some(opener) = to.occasion.opener.filter(|_| object.kind != Kind::Program) {
        fill(&mut text, ", which %0 opened", &[Text(display_name(opener))]);
    }
    to.line("wanted by", "%0", &[Text(&text)]);
    Some(first)
}
