//! RELOCATE: an object's relocation tables, in their order.
//!
//! In: an object whose scope and TLS place are settled. Out: its words stored, in its own writable segments (or in
//! those opened for DT_TEXTREL); foreign code runs only as IFUNC resolver. What a kind means is in `plan/relocate`;
//! here values are looked up and stored. Called dependencies first, the program last, because IFUNC resolvers run.
//!
//! Three tables, in this order: RELR and the RELATIVE prefix of DT_RELA in tight loops without looking at kinds; the
//! rest of DT_RELA; DT_JMPREL, lazily (the slot then points into the PLT, see `bind`) or now. Within an object
//! IRELATIVE is deferred behind everything else: a resolver may use the object's own data.

mod ifunc;
mod loops;
mod plt;
mod rare;
mod reference;

pub use plt::is_reserved;
pub use rare::compare_sizes;
pub use reference::resolve;

use crate::arch::native::{RELATIVE, SYMBOLIC, reloc_kind};
use crate::elf::Rela;
use crate::error::{Errno, Error, MapError, Result, What};
use crate::link::ahead::Ahead;
use crate::link::customs::customs;
use crate::link::definition::{Bound, Definition};
use crate::link::exports::Exports;
use crate::link::linker::linker;
use crate::link::lookup::{self, Binding};
use crate::link::object::{Kind, ObjectRef};
use crate::link::relative::{self, Writable};
use crate::link::transaction::display_name;
use crate::link::walk::{self, Lookups};
use crate::link::{audit, protected, references};
use crate::plan::lookup::Class;
use crate::plan::relocate::RelocKind;
use crate::say::debug::{began, tell, took};
use crate::trace::{self, Category, Event, Stage};
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::cell::Cell;
use core::sync::atomic::Ordering;
use ifunc::Deferred;

/// When PLT slots are bound.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Plt {
    Lazy,
    Now,
}

impl Plt {
    /// What the user asks for (LD_BIND_NOW).
    pub fn asked() -> Plt {
        if linker().options().bind_now { Plt::Now } else { Plt::Lazy }
    }
}

/// The turns in which objects are relocated that are initialised in the opposite order: called dependencies first, with newer
/// releases libc before them.
pub fn turns(order: &[ObjectRef]) -> impl Iterator<Item = ObjectRef> {
    let libc = order.first().and_then(|object| linker().namespaces[object.namespace].libc.get());
    let first = libc.filter(|libc| customs().libc_is_relocated_first() && order.contains(libc));
    let rest = order.iter().rev().copied().filter(move |&object| Some(object) != first);
    first.into_iter().chain(rest)
}

/// Relocates `object` once; `exports` are the indexes that serve lists of its scope.
pub fn relocate(object: ObjectRef, plt: Plt, exports: &[Exports]) -> Result<()> {
    if object.relocated.load(Ordering::Relaxed) || object.kind == Kind::Proxy || object.kind == Kind::Vdso {
        return Ok(());
    }
    let plt = references::plt_of(object, plt);
    let start = if trace::anything() { begins(object, plt) } else { 0 };
    store_all(object, plt, exports)?;
    if trace::anything() {
        ends(object, plt, start);
    }
    Ok(())
}

#[cold]
#[inline(never)]
fn begins(object: ObjectRef, plt: Plt) -> u64 {
    let start = began();
    trace_start(object, plt);
    start
}

#[cold]
#[inline(never)]
fn ends(object: ObjectRef, plt: Plt, start: u64) {
    if trace::on(Category::Statistics) {
        references::account(object, plt);
    }
    took(Stage::Relocate, || display_name(object), start);
}

fn store_all(object: ObjectRef, plt: Plt, exports: &[Exports]) -> Result<()> {
    if object.dynamic.textrel {
        open_text(object)?;
    }
    let done = tables(object, plt, exports);
    if object.dynamic.textrel {
        close_text(object)?;
    }
    done?;
    object.relocated.store(true, Ordering::Release);
    linker().tenant().bound(object);
    Ok(())
}

/// DT_TEXTREL: segments that are not writable are, until `close_text`.
fn open_text(object: ObjectRef) -> Result<()> {
    let fail = |errno| Error::with_errno(object.name.as_bytes(), What::Map(MapError::MakeWritable), errno);
    object.image.open_text().map_err(fail)
}

fn close_text(object: ObjectRef) -> Result<()> {
    let fail = |errno| {
        // Memory that was writable never becomes executable (prctl(2), PR_SET_MDWE): glibc is refused at the outset.
        let what = if errno == Errno::ACCES { MapError::MakeWritable } else { MapError::RestoreProtection };
        Error::with_errno(object.name.as_bytes(), What::Map(what), errno)
    };
    object.image.close_text().map_err(fail)
}

fn tables(object: ObjectRef, plt: Plt, exports: &[Exports]) -> Result<()> {
    let mut writable = Writable::of(object);
    relative::packed(&mut writable, object)?;
    relative::relative(&mut writable, object)?;
    let mut work = Work::new(object, writable, exports);
    work.all(object.relocations.symbolic())?;
    // Auditors are asked about each entry of the PLT in its turn, for which its resolver runs: the rest must stand by then.
    if audit::is_on() {
        work.resolve_deferred()?;
    }
    work.plt(plt)?;
    work.resolve_deferred()?;
    if plt == Plt::Now || object.relocations.plt().is_empty() {
        return Ok(());
    }
    // Now only, as in glibc: no auditor sees what resolvers have called.
    if object.dynamic.pltgot().is_some() {
        audit::prepare_slots(object);
    }
    // Again: a relocation may have gone astray into the words that the trampoline relies on.
    work.prepare_lazy(audit::traces_plt())
}

pub fn trace_start(object: ObjectRef, plt: Plt) {
    tell(Category::Reloc, move || Event::Relocating { name: display_name(object), lazy: plt == Plt::Lazy });
}

/// The relocation of one object.
pub struct Work<'a> {
    pub object: ObjectRef,
    /// The indexes of lists.
    exports: &'a [Exports],
    /// Fetches what comes; only with an index, by which it knows what to fetch.
    ahead: Option<Box<Ahead<'a>>>,
    writable: Writable,
    deferred: Vec<Deferred>,
    /// Bytes of COPY relocations.
    copied: usize,
    /// The class of references through the GOT.
    got: Class,
    /// The object's own IFUNCs (IRELATIVE): where, and the resolver. libc.so.6 has dozens.
    own: Vec<(usize, usize)>,
    /// May `walk` be asked, and need nobody be told?
    walks: bool,
    lookups: Lookups,
    /// The last symbol looked up and what came of it: relocations of one symbol follow each other.
    last: Last,
    same: Same,
    /// Has foreign code run, a resolver?
    has_called: Cell<bool>,
}

struct Last {
    symbol: usize,
    class: Class,
    found: Option<Bound>,
}

/// What a relocation with the same r_info as the last one stores, if that was no special case.
#[derive(Clone, Copy)]
struct Same {
    info: u64,
    value: u64,
    /// All bits set if the addend counts.
    addend: i64,
}

impl Same {
    /// Before the first: what a RELATIVE one would store. (There is no r_info that a file cannot have.)
    fn first(object: ObjectRef) -> Same {
        Same { info: u64::from(RELATIVE), value: object.image.bias as u64, addend: -1 }
    }

    /// After one that is about a symbol's address.
    #[inline(always)]
    fn symbolic(rela: &Rela, value: u64) -> Same {
        let addend = if SYMBOLIC.adds(rela.number()) { -1 } else { 0 };
        Same { info: rela.info, value, addend }
    }

    /// What one of these stores.
    #[inline(always)]
    fn stored(&self, rela: &Rela) -> u64 {
        self.value.wrapping_add_signed(rela.addend & self.addend)
    }
}

impl<'a> Work<'a> {
    fn new(object: ObjectRef, writable: Writable, exports: &'a [Exports]) -> Work<'a> {
        // Whoever watches bindings wants to see each of them.
        let is_watched = lookup::is_noted() || audit::is_on();
        let ahead = if is_watched { None } else { Ahead::new(object, exports) };
        let walks = ahead.is_none() && walk::serves() && !audit::is_on();
        // Symbol 0 is never looked up.
        let last = Last { symbol: 0, class: Class::NONE, found: None };
        let (lookups, same) = (Lookups::new(Binding::Depends), Same::first(object));
        let (deferred, own, got) = (Vec::new(), Vec::new(), protected::got_class());
        let has_called = Cell::new(false);
        Work {
            object,
            exports,
            ahead,
            writable,
            deferred,
            copied: 0,
            own,
            got,
            walks,
            lookups,
            last,
            same,
            has_called,
        }
    }

    #[inline(always)]
    pub fn store(&mut self, address: usize, value: u64) -> Result<()> {
        let at = self.writable.word(address)?;
        // SAFETY: `word` found it inside a writable segment of the object.
        unsafe { (at as *mut u64).write_unaligned(value) };
        Ok(())
    }

    fn fail(&self, what: What) -> Error {
        Error::new(self.object.name.as_bytes(), what)
    }

    /// What needs more than the address of a symbol that a walk finds.
    #[inline(never)]
    fn other(&mut self, rela: Rela, at: usize) -> Result<()> {
        if reloc_kind(rela.number()) == RelocKind::IRelative {
            self.defer_own(at, rela.addend);
            return Ok(());
        }
        self.apply(rela)
    }

    #[inline(never)]
    fn apply(&mut self, rela: Rela) -> Result<()> {
        let rela = &rela;
        let kind = reloc_kind(rela.number());
        let at = self.object.image.at(rela.offset);
        match kind {
            RelocKind::GotEntry | RelocKind::Absolute | RelocKind::PltEntry => self.symbolic(rela, kind, at),
            RelocKind::Relative => {
                self.store(at, (self.object.image.bias as u64).wrapping_add_signed(rela.addend))
            }
            _ => self.rare(rela, kind, at),
        }
    }

    /// GLOB_DAT, 64, JUMP_SLOT: the address of a symbol.
    #[inline(always)]
    fn symbolic(&mut self, rela: &Rela, kind: RelocKind, at: usize) -> Result<()> {
        let class = match kind {
            RelocKind::PltEntry => Class::PLT,
            RelocKind::GotEntry => self.got,
            _ => Class::NONE,
        };
        let found = self.bound(rela.symbol(), class)?;
        let addend = if kind == RelocKind::Absolute { rela.addend } else { 0 };
        let Some(found) = found else {
            return self.store(at, self.value_of_none(rela).wrapping_add_signed(addend));
        };
        let definition = found.definition();
        if audit::is_on() && kind == RelocKind::PltEntry {
            return self.audited(at, definition);
        }
        if definition.is_ifunc() {
            self.defer(at, found, addend as usize)?;
            return self.resolve_in_turn(definition.object);
        }
        let value = definition.address() as u64;
        if self.ahead.is_some() {
            self.same = Same::symbolic(rela, value);
        }
        self.store(at, value.wrapping_add_signed(addend))
    }

    /// What counts as a symbol's address where nothing is found. Symbol 0 means the base, as in glibc, whose null symbol is one
    /// of the object with the value 0; the gABI calls its value 0.
    fn value_of_none(&self, rela: &Rela) -> u64 {
        if rela.symbol() == 0 { self.object.image.bias as u64 } else { 0 }
    }

    /// A function that auditors are asked about: in the table's order, so an IFUNC's resolver runs at once.
    #[cold]
    fn audited(&mut self, at: usize, found: Definition) -> Result<()> {
        let address = self.address_of(&found)?;
        self.store(at, audit::bound_now(self.object, &found, address) as u64)
    }
}
