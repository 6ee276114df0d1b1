//! The words of LD_DEBUG (ld.so(8)): which categories of events each asks for.
//!
//! In: nothing. Out: a table, in the order and with the words of LD_DEBUG=help; glibc's first, then ours. Must not: hold an
//! address: the table's pages stay the file's.

#![forbid(unsafe_code)]
#![deny(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used, clippy::panic)]

use crate::bytes::Label;
use crate::trace::Category;

/// A word of LD_DEBUG.
pub struct Word {
    pub word: Label<11>,
    /// What LD_DEBUG=help says of it.
    pub help: Label<47>,
    pub mask: u32,
}

impl Word {
    const fn new(word: &str, help: &str, mask: u32) -> Word {
        Word { word: Label::of(word), help: Label::of(help), mask }
    }
}

/// Lines about constructors and the hand-over come with any of these (glibc's DL_DEBUG_IMPCALLS).
const fn and_calls(category: Category) -> u32 {
    category as u32 | Category::Impcalls as u32
}

/// `all`: of the others of glibc, but for the statistics and what is unused.
pub const ALL: u32 = and_calls(Category::Libs)
    | Category::Reloc as u32
    | Category::Files as u32
    | Category::Symbols as u32
    | Category::Bindings as u32
    | Category::Versions as u32
    | Category::Scopes as u32;

/// How many of `WORDS` are glibc's.
pub const GLIBCS: usize = 11;

/// In the order in which LD_DEBUG=help lists them.
#[rustfmt::skip]
pub static WORDS: [Word; 20] = [
    Word::new("libs", "display library search paths", and_calls(Category::Libs)),
    Word::new("reloc", "display relocation processing", and_calls(Category::Reloc)),
    Word::new("files", "display progress for input file", and_calls(Category::Files)),
    Word::new("symbols", "display symbol table processing", and_calls(Category::Symbols)),
    Word::new("bindings", "display information about symbol binding", and_calls(Category::Bindings)),
    Word::new("versions", "display version dependencies", and_calls(Category::Versions)),
    Word::new("scopes", "display scope information", Category::Scopes as u32),
    Word::new("all", "all previous options combined", ALL),
    Word::new("statistics", "display relocation statistics", Category::Statistics as u32),
    Word::new("unused", "determined unused DSOs", Category::Unused as u32),
    Word::new("help", "display this help message and exit", Category::Help as u32),
    Word::new("errors", "explain why dlopen fails", Category::Errors as u32),
    Word::new("dlopen", "one line for each dlopen and dlclose", Category::Dlopen as u32),
    Word::new("init", "each constructor and destructor, and its time", Category::Init as u32),
    Word::new("tls", "modules of thread-local storage", Category::Tls as u32),
    Word::new("time", "what mapping, relocating and constructors took", Category::Time as u32),
    Word::new("json", "one JSON object per line instead of text", 0),
    Word::new("obj=GLOB", "only lines about these objects", 0),
    Word::new("sym=GLOB", "only lines about these symbols", 0),
    Word::new("self", "this process alone, not its children", 0),
];
