//! The lines of LD_DEBUG, as what happened: an `Event` each, and the words that they are made of.
//!
//! In: names, addresses and numbers, as whoever acts has them. Out: nothing; `say/debug` makes lines of them. Must not: own or
//! copy what it names.

use super::Statistics;

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
    /// A module has its number, or has it no more; and the rest of what 2.44 tells of thread-local storage (`tls::told`).
    TlsAssigned {
        name: &'a [u8],
        number: usize,
        namespace: usize,
    },
    TlsReleased {
        name: &'a [u8],
        number: usize,
        namespace: usize,
    },
    /// One more than the highest number at start.
    TlsLimit {
        limit: usize,
    },
    TlsReady {
        thread: usize,
    },
    TlsUpdated {
        number: usize,
        generation: u64,
        thread: usize,
    },
    TlsLazily {
        number: usize,
        thread: usize,
    },
    TlsStatic {
        number: usize,
        thread: usize,
    },
    TlsAllocated {
        number: usize,
        size: u64,
        address: usize,
        thread: usize,
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
