//! What happened: the mask of LD_DEBUG, which says what of it is wanted, and the counts of its statistics.
//!
//! In: the mask, set once by start-up from LD_DEBUG. Out: `on(category)`, one load and one branch.
//! Must not: format (that is `say/debug.rs`) or allocate. Categories carry glibc's names and bits
//! (ld.so(8), LD_DEBUG).

mod event;

pub use event::{Event, Fate, Function, Permanence, Rule, Stage, Unfitness};

use core::cell::Cell;
use core::sync::atomic::{AtomicU64, Ordering};

/// A bit of the LD_DEBUG mask. The first eleven are glibc's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u32)]
pub enum Category {
    Libs = 1 << 0,
    Impcalls = 1 << 1,
    Bindings = 1 << 2,
    Symbols = 1 << 3,
    Versions = 1 << 4,
    Reloc = 1 << 5,
    Files = 1 << 6,
    Statistics = 1 << 7,
    Unused = 1 << 8,
    Scopes = 1 << 9,
    Help = 1 << 10,
    /// Ours: the long form of what dlopen and dlsym fail with.
    Errors = 1 << 11,
    /// Ours: a line for each dlopen and dlclose.
    Dlopen = 1 << 12,
    /// Ours: each constructor and destructor, where it is and how long it took.
    Init = 1 << 13,
    /// Ours: modules of thread-local storage, their places and blocks.
    Tls = 1 << 14,
    /// Ours: how long each stage took for each object.
    Time = 1 << 15,
}

/// The bits that are glibc's, which libc may see.
pub const GLIBC: u32 = (1 << 11) - 1;

/// No atomic: the compiler joins a plain load with the comparison behind it, and there are hundreds of both.
struct Mask(Cell<u32>);

// SAFETY: stored during start-up, by the one thread there is; or before any libc is loaded, without which there are no others.
unsafe impl Sync for Mask {}

static MASK: Mask = Mask(Cell::new(0));

/// During start-up.
pub fn set_mask(mask: u32) {
    MASK.0.set(mask);
}

/// Nothing is, in a build with `--cfg rtld_no_trace`: with it the whole of tracing is compiled out, and what it costs while
/// it is off can be counted (`cargo xtask bench --no-trace`).
#[inline]
pub fn mask() -> u32 {
    if cfg!(rtld_no_trace) { 0 } else { MASK.0.get() }
}

/// Is this category wanted?
#[inline(always)]
pub fn on(category: Category) -> bool {
    any(category as u32)
}

/// Is anything wanted at all? For a whole stage, that is looked at once.
#[inline(always)]
pub fn anything() -> bool {
    any(u32::MAX)
}

/// Is one of these categories wanted? What then happens stands aside in the code.
#[inline(always)]
pub fn any(categories: u32) -> bool {
    let wanted = mask() & categories != 0;
    if wanted {
        core::hint::cold_path();
    }
    wanted
}

/// Does anybody want to know of every lookup, so that each must be done once?
#[inline]
pub fn lookups() -> bool {
    any(Category::Symbols as u32 | Category::Bindings as u32 | Category::Statistics as u32)
}

/// What start-up took, in cycles of the time-stamp counter, and how many relocations there were.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Statistics {
    pub total: u64,
    pub relocating: u64,
    pub loading: u64,
    pub relocations: u64,
    pub cached: u64,
    pub relative: u64,
}

static COUNTS: [AtomicU64; 6] = [const { AtomicU64::new(0) }; 6];

/// Adds to the process's statistics; once per object, and only if `Category::Statistics` is on.
#[cold]
pub fn account(more: &Statistics) {
    let Statistics { total, relocating, loading, relocations, cached, relative } = *more;
    for (count, more) in COUNTS.iter().zip([total, relocating, loading, relocations, cached, relative]) {
        count.fetch_add(more, Ordering::Relaxed);
    }
}

/// What was accounted so far.
pub fn statistics() -> Statistics {
    let [total, relocating, loading, relocations, cached, relative] =
        COUNTS.each_ref().map(|count| count.load(Ordering::Relaxed));
    Statistics { total, relocating, loading, relocations, cached, relative }
}
