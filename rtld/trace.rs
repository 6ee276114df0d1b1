//! What happened: one `Event` per line of LD_DEBUG, and the mask that says which are wanted.
//!
//! In: the mask, set once by start-up from LD_DEBUG. Out: `on(category)`, one load and one branch.
//! Must not: format (that is `say/debug.rs`) or allocate. Categories carry glibc's names and bits
//! (ld.so(8), LD_DEBUG).

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

/// A rule of ld.so(8)'s search order, in its words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rule {
    Rpath,
    /// LD_LIBRARY_PATH.
    LibraryPath,
    /// The option --library-path, which takes the variable's place.
    LibraryPathOption,
    Runpath,
    Cache,
    Default,
    /// No search: the name has a slash.
    Path,
}

/// One thing that happened. Names are zero-terminated bytes without the zero; namespaces are numbers.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// A search begins.
    Find {
        name: &'a [u8],
        namespace: usize,
    },
    /// The directories one rule contributes; `from` is the object (empty for the program) whose RPATH or
    /// RUNPATH it is, `None` for LD_LIBRARY_PATH and the system's directories.
    SearchPath {
        dirs: &'a [&'a [u8]],
        rule: Rule,
        from: Option<&'a [u8]>,
    },
    SearchCache {
        cache: &'a [u8],
    },
    TryFile {
        path: &'a [u8],
    },
    /// The search goes on after this one; releases since 2.43 say so.
    PassedOver {
        why: Unfitness,
    },
    /// An empty line that ends a search in glibc's output.
    Blank,
    NeededBy {
        name: &'a [u8],
        by: &'a [u8],
        namespace: usize,
        by_namespace: usize,
        dynamically: bool,
    },
    /// A file that was found is about to be mapped; the name is the one that was asked for.
    LinkMap {
        name: &'a [u8],
        namespace: usize,
    },
    /// It is mapped.
    Mapped {
        dynamic: usize,
        base: usize,
        size: usize,
        entry: usize,
        phdr: usize,
        phnum: usize,
    },
    /// Bits of DT_FLAGS_1 that mean nothing to us.
    UnsupportedFlags {
        flags: u32,
    },
    Relocating {
        name: &'a [u8],
        lazy: bool,
    },
    Lookup {
        symbol: &'a [u8],
        file: &'a [u8],
        namespace: usize,
    },
    Binding {
        from: &'a [u8],
        from_namespace: usize,
        to: &'a [u8],
        to_namespace: usize,
        protected: bool,
        symbol: &'a [u8],
        version: Option<&'a [u8]>,
    },
    CheckVersion {
        version: &'a [u8],
        file: &'a [u8],
        file_namespace: usize,
        by: &'a [u8],
        by_namespace: usize,
    },
    Init {
        name: &'a [u8],
    },
    Fini {
        name: &'a [u8],
        namespace: usize,
    },
    Open {
        name: &'a [u8],
        namespace: usize,
        count: u32,
    },
    Close {
        name: &'a [u8],
        count: u32,
    },
    /// The object is unmapped.
    Destroy {
        name: &'a [u8],
        namespace: usize,
    },
    Preinit {
        name: &'a [u8],
    },
    /// An object stays because another, relocated later, was bound to it.
    RelocationDependency {
        name: &'a [u8],
        namespace: usize,
        by: &'a [u8],
        by_namespace: usize,
    },
    /// DT_FILTER or DT_AUXILIARY (one line for both, as in glibc).
    Filtee {
        name: &'a [u8],
        by: &'a [u8],
    },
    /// A filtee that is not tried, for its tokens expand to nothing.
    FilteeEmpty {
        name: &'a [u8],
    },
    /// An object will stay, and why.
    NoDelete {
        name: &'a [u8],
        namespace: usize,
        why: Permanence<'a>,
    },
    /// RTLD_GLOBAL.
    AddGlobal {
        name: &'a [u8],
        namespace: usize,
    },
    /// Before the scopes of all objects at start-up.
    InitialScopes,
    /// The scope of an object follows: `ScopeList`s or one `NoScope`, then a `Blank`.
    ScopeOf {
        name: &'a [u8],
        namespace: usize,
    },
    ScopeList {
        index: usize,
        names: &'a [&'a [u8]],
    },
    NoScope,
    Statistics(Statistics),
    FinalStatistics {
        relocations: u64,
        cached: u64,
    },
    /// An error that is on its way to whoever asked: a catch, or the end of the process. Wanted by any category
    /// but statistics and unused.
    Error {
        object: &'a [u8],
        occasion: &'a [u8],
        reason: &'a [u8],
        fate: Fate,
    },
    /// A dlopen is over; `path` is what it found.
    Opened {
        name: &'a [u8],
        by: &'a [u8],
        mode: u32,
        path: Option<&'a [u8]>,
    },
    /// A dlclose begins.
    Closing {
        name: &'a [u8],
    },
    /// Why a dlopen or dlsym failed: the reason, and our explanation.
    Explained {
        object: &'a [u8],
        reason: &'a [u8],
        explanation: &'a [u8],
    },
    /// The constructors (or destructors) of an object come next, as number `position` of `of`.
    Turn {
        name: &'a [u8],
        position: usize,
        of: usize,
    },
    /// A constructor or destructor returned.
    Ran {
        name: &'a [u8],
        function: Function,
        index: usize,
        address: usize,
        nanoseconds: u64,
    },
    /// A stage is over for an object.
    Took {
        name: &'a [u8],
        stage: Stage,
        nanoseconds: u64,
    },
    /// A module of thread-local storage has its number; `offset` is how far below the thread pointer its static
    /// block starts.
    TlsModule {
        name: &'a [u8],
        number: usize,
        size: u64,
        align: u64,
        offset: Option<u64>,
    },
    /// The static block is laid out; of its bytes, `free` are left for what comes late, and of these `optional` for
    /// what could do without.
    TlsLayout {
        used: u64,
        free: u64,
        optional: u64,
    },
    /// A module that came late got a place in the static block.
    TlsLate {
        name: &'a [u8],
        number: usize,
        size: u64,
        offset: u64,
        free: u64,
    },
    /// A thread's first use of a module's dynamic block.
    TlsBlock {
        name: &'a [u8],
        number: usize,
        size: u64,
        address: usize,
        thread: usize,
    },
    /// A thread's dtv became too small.
    TlsDtv {
        thread: usize,
        from: usize,
        to: usize,
    },
    /// A thread's control block is made, or goes; releases since 2.43 say so. `with_memory`: its memory goes, too.
    TcbAllocated {
        address: usize,
    },
    TcbDeallocating {
        address: usize,
        with_memory: bool,
    },
    /// la_version answered 0.
    AuditorRefused {
        name: &'a [u8],
        namespace: usize,
    },
    /// la_version answered more than there is. Said always.
    AuditorTooNew {
        name: &'a [u8],
        required: u32,
        supported: u32,
    },
}

/// Why a search goes on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unfitness {
    Absent,
    Class,
    Machine,
}

/// Which tag names a constructor or destructor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Function {
    PreinitArray,
    Init,
    InitArray,
    FiniArray,
    Fini,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    Map,
    Relocate,
    Init,
    Fini,
}

/// Why an object can no longer be unloaded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Permanence<'a> {
    /// RTLD_NODELETE or DF_1_NODELETE.
    Asked,
    /// It defines an STB_GNU_UNIQUE symbol.
    UniqueSymbol,
    /// The program, which stays, was bound to it.
    UsedByProgram,
    /// Another object that stays was bound to it.
    UsedBy { name: &'a [u8], namespace: usize },
    /// What was asked takes effect.
    Active,
}

/// What becomes of a reported error.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fate {
    Fatal,
    Continued,
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
