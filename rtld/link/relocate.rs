//! RELOCATE: the one loop over relocation tables.
//!
//! In: an object whose scope and TLS place are settled. Out: its words stored, in its own writable segments (or in
//! those opened for DT_TEXTREL); foreign code runs only as IFUNC resolver. What a kind means is in `plan/relocate`;
//! here values are looked up and stored. Called dependencies first, the program last, because IFUNC resolvers run.
//!
//! Three tables, in this order: RELR and the RELATIVE prefix of DT_RELA in tight loops without looking at kinds; the
//! rest of DT_RELA; DT_JMPREL, lazily (the slot then points into the PLT, see `bind`) or now. Within an object
//! IRELATIVE is deferred behind everything else: a resolver may use the object's own data.

use crate::arch::native::reloc_kind;
use crate::bytes::{Name, Table};
use crate::elf::symbols::Hashes;
use crate::elf::{Rela, SHN_UNDEF, STB_WEAK, Sym};
use crate::error::{Error, MapError, RelocateError, Result, SymbolError, What};
use crate::link::exports::Exports;
use crate::link::linker::{BASE, linker};
use crate::link::lookup::{self, Binding, Definition, Reference};
use crate::link::object::{Kind, ObjectRef};
use crate::link::transaction::display_name;
use crate::link::walk::{self, Bound, Known};
use crate::link::{audit, tls_relocate};
use crate::mem::foreign;
use crate::plan::lookup::{Class, Wanted};
use crate::plan::relocate::{Patch, RelocKind, patch};
use crate::say::debug::{began, emit, took};
use crate::say::text;
use crate::trace::{self, Category, Event, Fate, Stage, Statistics};
use alloc::vec::Vec;
use core::sync::atomic::Ordering;

/// When PLT slots are bound.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Plt {
    Lazy,
    Now,
}

/// Relocates `object` once; `exports` are the indexes that serve lists of its scope.
pub fn relocate(object: ObjectRef, plt: Plt, exports: &[Exports]) -> Result<()> {
    if object.relocated.load(Ordering::Relaxed) || object.kind == Kind::Proxy || object.kind == Kind::Vdso {
        return Ok(());
    }
    let start = began();
    let plt = if object.dynamic.bind_now && !audit::traces_plt() { Plt::Now } else { plt };
    trace_start(object, plt);
    let fail = |what, errno| Error::with_errno(object.name.as_bytes(), What::Map(what), errno);
    if object.dynamic.textrel {
        object.image.open_text().map_err(|e| fail(MapError::MakeWritable, e))?;
    }
    let done = tables(object, plt, exports);
    if object.dynamic.textrel {
        object.image.close_text().map_err(|e| fail(MapError::RestoreProtection, e))?;
    }
    done?;
    object.relocated.store(true, Ordering::Release);
    linker().tenant().changed(object);
    if trace::on(Category::Statistics) {
        account(object, plt);
    }
    took(Stage::Relocate, display_name(object), start);
    Ok(())
}

/// LD_DEBUG=statistics: how often the symbol last looked up was asked for again. Counted afterwards, so that the loop
/// itself counts nothing.
#[cold]
fn account(object: ObjectRef, plt: Plt) {
    let (mut last, mut cached) = (None, 0);
    let now = (plt == Plt::Now).then_some(object.relocations.plt);
    for rela in object.relocations.symbolic().iter().chain(now.iter().flat_map(|table| table.iter())) {
        let Some(own) = object.symbols.get(rela.symbol()).filter(|_| rela.symbol() != 0) else { continue };
        if lookup::binds_locally(&own) {
            continue;
        }
        let class = match reloc_kind(rela.number()) {
            RelocKind::GotEntry | RelocKind::Absolute => Class::NONE,
            RelocKind::PltEntry | RelocKind::TlsModule | RelocKind::TlsOffset => Class::PLT,
            RelocKind::TlsStatic | RelocKind::TlsDesc => Class::PLT,
            RelocKind::Copy => Class::COPY,
            _ => Class::NONE,
        };
        cached += u64::from(last.replace((rela.symbol(), class)) == Some((rela.symbol(), class)));
    }
    trace::account(&Statistics { cached, ..Statistics::default() });
}

fn tables(object: ObjectRef, plt: Plt, exports: &[Exports]) -> Result<()> {
    let mut place = Place::of(object);
    packed(&mut place, object)?;
    relative(&mut place, object)?;
    let mut work = Work::new(object, place, exports);
    work.symbolic_table(object.relocations.symbolic())?;
    work.plt(plt)?;
    work.resolve_deferred()?;
    // Again: a relocation may have gone astray into the words that the trampoline relies on.
    if plt == Plt::Lazy && !object.relocations.plt.is_empty() {
        work.prepare_lazy(audit::traces_plt())
    } else {
        Ok(())
    }
}

/// Is this one of GOT[1] and GOT[2], which belong to the loader (psABI, Procedure Linkage Table)?
pub fn is_reserved(object: ObjectRef, slot: usize) -> bool {
    let Some(got) = object.dynamic.pltgot else { return false };
    slot.wrapping_sub(object.image.at(got)).wrapping_sub(1) < 23
}

/// How many relocations ahead of its use the index is fetched.
const AHEAD: usize = 8;
const WORD: usize = size_of::<usize>();

/// DT_RELR: the base is added to each place.
fn packed(place: &mut Place, object: ObjectRef) -> Result<()> {
    let bias = object.image.bias;
    let table = object.relocations.relr;
    // The word behind the last place covered; a bitmap before the first address names nothing.
    let mut next = None;
    for entry in table.iter() {
        if entry & 1 == 0 {
            let at = bias.wrapping_add(entry as usize);
            add(place.checked(at)?, bias);
            next = Some(at.wrapping_add(WORD));
            continue;
        }
        let Some(start) = next else { continue };
        next = Some(start.wrapping_add(63 * WORD));
        let mut bits = entry >> 1;
        if bits == 0 {
            continue;
        }
        let last = start.wrapping_add(WORD * (63 - bits.leading_zeros() as usize));
        // All of them lie in one window, mostly: looked at once.
        if place.checked(start).is_ok() && place.holds(start, last.wrapping_add(WORD)) {
            // Tables of pointers: what comes is mostly the next word.
            let mut at = start;
            while bits != 0 {
                let gap = bits.trailing_zeros();
                bits >>= gap;
                at = at.wrapping_add(WORD * gap as usize);
                let run = bits.trailing_ones();
                bits = bits.checked_shr(run).unwrap_or(0);
                let end = at.wrapping_add(WORD * run as usize);
                while at != end {
                    add(at, bias);
                    at = at.wrapping_add(WORD);
                }
            }
            continue;
        }
        while bits != 0 {
            add(place.checked(start.wrapping_add(WORD * bits.trailing_zeros() as usize))?, bias);
            bits &= bits - 1;
        }
    }
    Ok(())
}

/// Adds the base to a word that `Place` has found inside a writable segment.
#[inline(always)]
fn add(at: usize, bias: usize) {
    // SAFETY: `at` was checked: a word inside a writable segment of the object that is being relocated.
    unsafe { (at as *mut usize).write_unaligned((at as *const usize).read_unaligned().wrapping_add(bias)) };
}

/// The RELATIVE prefix: base + addend, no symbol, no kind to look at.
fn relative(place: &mut Place, object: ObjectRef) -> Result<()> {
    let bias = object.image.bias;
    // In virtual addresses: one addition less per entry.
    let (mut start, mut words) = (place.start.wrapping_sub(bias), place.words);
    for rela in object.relocations.relative().iter() {
        let offset = rela.offset as usize;
        if offset.wrapping_sub(start) >= words {
            place.look(bias.wrapping_add(offset), WORD)?;
            (start, words) = (place.start.wrapping_sub(bias), place.words);
        }
        // SAFETY: the word lies inside the window that `look` found, of a writable segment of the object.
        unsafe {
            (bias.wrapping_add(offset) as *mut usize).write_unaligned(bias.wrapping_add(rela.addend as usize))
        };
    }
    Ok(())
}

fn trace_start(object: ObjectRef, plt: Plt) {
    if trace::on(Category::Reloc) {
        emit(&Event::Relocating { name: display_name(object), lazy: plt == Plt::Lazy });
    }
}

/// Where stores may go: the writable segment of the last one is remembered, as neighbours share it.
struct Place {
    object: ObjectRef,
    start: usize,
    end: usize,
    /// From how many addresses of the window on a word may be stored, counted from `start`; 0: no window yet.
    words: usize,
}

impl Place {
    fn of(object: ObjectRef) -> Place {
        Place { object, start: 0, end: 0, words: 0 }
    }

    /// Where a word may be stored.
    #[inline(always)]
    fn checked(&mut self, address: usize) -> Result<usize> {
        if address.wrapping_sub(self.start) < self.words { Ok(address) } else { self.look(address, WORD) }
    }

    /// Does the remembered window hold all of a range?
    fn holds(&self, from: usize, to: usize) -> bool {
        self.start <= from && from <= to && to <= self.end
    }

    #[cold]
    #[inline(never)]
    fn look(&mut self, address: usize, size: usize) -> Result<usize> {
        match self.object.image.store_window(address) {
            Some((start, end)) if size <= end.wrapping_sub(address) => {
                (self.start, self.end) = (start, end);
                self.words = (end - start).saturating_sub(WORD - 1);
                Ok(address)
            }
            _ => {
                let at = address.wrapping_sub(self.object.image.bias) as u64;
                Err(Error::new(self.object.name.as_bytes(), What::Relocate(RelocateError::BadPlace(at))))
            }
        }
    }
}

/// An IFUNC to be resolved when everything else is stored: where, its resolver, what to add.
struct Deferred {
    at: usize,
    resolver: usize,
    owner: ObjectRef,
    addend: usize,
    symbol: Name,
}

/// The relocation of one object.
pub struct Work<'a> {
    pub object: ObjectRef,
    exports: &'a [Exports],
    /// The index that serves the whole scope: hashes that the object's own table stores will do for it.
    whole: Option<&'a Exports>,
    place: Place,
    deferred: Vec<Deferred>,
    /// May `walk` be asked, and need nobody be told?
    walks: bool,
    known: Known,
    /// The last symbol looked up and what came of it: relocations of one symbol follow each other.
    last: Last,
}

struct Last {
    symbol: usize,
    class: Class,
    found: Option<Bound>,
}

impl Bound {
    fn definition(self) -> Definition {
        let symbol = self.object.symbols.get(self.index).unwrap_or(Sym::UNDEFINED);
        Definition { object: self.object, index: self.index, symbol }
    }
}

impl<'a> Work<'a> {
    fn new(object: ObjectRef, place: Place, exports: &'a [Exports]) -> Work<'a> {
        // SAFETY: the object's own scope, an array of live lists.
        let whole = exports.iter().find(|exports| unsafe { exports.is_all_of(object.scope_ptr()) });
        let walks = exports.is_empty() && walk::serves() && !audit::is_on();
        // Symbol 0 is never looked up.
        let last = Last { symbol: 0, class: Class::NONE, found: None };
        Work { object, exports, whole, place, deferred: Vec::new(), walks, known: Known::default(), last }
    }

    /// DT_RELA behind its RELATIVE prefix.
    fn symbolic_table(&mut self, table: Table<Rela>) -> Result<()> {
        if self.whole.is_none() {
            return self.eager_table(table);
        }
        for (index, rela) in table.iter().enumerate() {
            if let Some(coming) = table.get(index.wrapping_add(AHEAD)) {
                self.prefetch(&coming);
            }
            self.apply(rela)?;
        }
        Ok(())
    }

    /// A table whose every entry is to be applied now: what most of them are comes first, in one loop with as little
    /// as possible around a walk.
    #[inline(never)]
    fn eager_table(&mut self, table: Table<Rela>) -> Result<()> {
        let (image, walks) = (&self.object.as_static().image, self.walks);
        let (mut last, mut found) = (0, None);
        for rela in table.iter() {
            let kind = reloc_kind(rela.number());
            let symbolic = matches!(kind, RelocKind::PltEntry | RelocKind::GotEntry | RelocKind::Absolute);
            if !walks || !symbolic || rela.symbol() == 0 {
                if kind == RelocKind::IRelative {
                    self.defer_own(image.at(rela.offset), rela.addend);
                } else {
                    self.apply(rela)?;
                }
                continue;
            }
            // Relocations of one symbol follow each other.
            if last != rela.info {
                last = rela.info;
                let class = if kind == RelocKind::PltEntry { Class::PLT } else { Class::NONE };
                found = self.walk(rela.symbol(), class);
            }
            let Some(found) = found else {
                self.apply(rela)?;
                continue;
            };
            let (at, addend) =
                (image.at(rela.offset), if kind == RelocKind::Absolute { rela.addend } else { 0 });
            let definition = found.definition();
            if found.index == 0 {
                self.store(at, addend as u64)?;
            } else if definition.is_ifunc() {
                self.defer(at, found, addend as usize)?;
            } else {
                self.store(at, (definition.address() as u64).wrapping_add_signed(addend))?;
            }
        }
        Ok(())
    }

    /// Fetches early what a lookup of this relocation's symbol will read, if its hash is known for nothing.
    #[inline(always)]
    fn prefetch(&self, rela: &Rela) {
        if let Some(exports) = self.whole
            && let Some(hash) = self.object.symbols.gnu().and_then(|gnu| gnu.stored(rela.symbol()))
        {
            exports.prefetch(hash);
        }
    }

    #[inline(always)]
    pub fn store(&mut self, address: usize, value: u64) -> Result<()> {
        let at = self.place.checked(address)?;
        // SAFETY: `checked` found the word inside a writable segment of the object.
        unsafe { (at as *mut u64).write_unaligned(value) };
        Ok(())
    }

    fn store32(&mut self, address: usize, value: u32) -> Result<()> {
        let at = self.place.look(address, 4)?;
        // SAFETY: as in `store`.
        unsafe { (at as *mut u32).write_unaligned(value) };
        Ok(())
    }

    fn fail(&self, what: What) -> Error {
        Error::new(self.object.name.as_bytes(), what)
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
        let class = if kind == RelocKind::PltEntry { Class::PLT } else { Class::NONE };
        let found = self.bound(rela.symbol(), class)?;
        let addend = if kind == RelocKind::Absolute { rela.addend } else { 0 };
        let Some(found) = found else { return self.store(at, addend as u64) };
        if audit::is_on() && kind == RelocKind::PltEntry {
            return self.audited(at, found.definition());
        }
        let definition = found.definition();
        if definition.is_ifunc() {
            return self.defer(at, found, addend as usize);
        }
        self.store(at, (definition.address() as u64).wrapping_add_signed(addend))
    }

    /// A function that auditors are asked about: in the table's order, so an IFUNC's resolver runs at once.
    #[cold]
    fn audited(&mut self, at: usize, found: Definition) -> Result<()> {
        let mut address = found.address();
        if found.is_ifunc() {
            let symbol = found.object.symbols.name(&found.symbol).unwrap_or(Name::EMPTY);
            check_ifunc_order(self.object, found.object, symbol)?;
            if !found.object.image.executes(address) {
                return Err(self.fail(What::Relocate(RelocateError::BadResolver(found.symbol.value))));
            }
            // SAFETY: the resolver lies in an executable segment of a loaded object, relocated before.
            address = unsafe { foreign::resolve(address) };
        }
        self.store(at, audit::bound_now(self.object, &found, address) as u64)
    }

    #[cold]
    fn rare(&mut self, rela: &Rela, kind: RelocKind, at: usize) -> Result<()> {
        match kind {
            RelocKind::None => Ok(()),
            RelocKind::Copy => self.copy(rela, at),
            RelocKind::IRelative => {
                self.defer_own(at, rela.addend);
                Ok(())
            }
            RelocKind::TlsModule | RelocKind::TlsOffset | RelocKind::TlsStatic | RelocKind::TlsDesc => {
                tls_relocate::apply(self, rela, kind, at)
            }
            RelocKind::Unknown(number) => {
                Err(self.fail(What::Relocate(RelocateError::UnexpectedType(number))))
            }
            _ => self.arithmetic(rela, kind, at),
        }
    }

    /// The kinds of 32 bits and the sizes.
    fn arithmetic(&mut self, rela: &Rela, kind: RelocKind, at: usize) -> Result<()> {
        let found = self.find(rela.symbol(), Class::NONE)?;
        let value = found.map_or(0, |f| lookup::value_of(&f)) as u64;
        let size = found.map_or(0, |f| f.symbol.size);
        match patch(kind, at as u64, self.object.image.bias as u64, value, size, rela.addend) {
            Ok(Patch::Store64(value)) => self.store(at, value),
            Ok(Patch::Store32(value)) => self.store32(at, value),
            Ok(Patch::Nothing | Patch::NotArithmetic) => Ok(()),
            Err(_) => {
                let symbol = self.name_of(rela.symbol());
                let kind = if kind == RelocKind::Pc32 { "R_X86_64_PC32" } else { "R_X86_64_32" };
                text::overflow(&symbol, kind);
                // As glibc: said, and stored as far as it goes.
                let value = match kind {
                    "R_X86_64_PC32" => value.wrapping_add_signed(rela.addend).wrapping_sub(at as u64),
                    _ => value.wrapping_add_signed(rela.addend),
                };
                self.store32(at, value as u32)
            }
        }
    }

    fn name_of(&self, index: usize) -> Vec<u8> {
        let symbol = self.object.symbols.get(index);
        let name = symbol.and_then(|s| self.object.symbols.name(&s));
        name.map_or(Vec::new(), |n| n.bytes().to_vec())
    }

    /// The program's own copy of a library's variable, filled from the definition it stands for.
    fn copy(&mut self, rela: &Rela, at: usize) -> Result<()> {
        let Some(own) = self.object.symbols.get(rela.symbol()) else { return Ok(()) };
        let Some(found) = self.find(rela.symbol(), Class::COPY)? else { return Ok(()) };
        let size = own.size.min(found.symbol.size) as usize;
        if found.symbol.size > own.size || (found.symbol.size < own.size && linker().options().verbose) {
            text::copy_size_differs(&self.name_of(rela.symbol()));
        }
        let from = found.address();
        if !found.object.image.reads(from, size) || !self.object.image.stores(at, size) {
            return Err(self.fail(What::Relocate(RelocateError::BadPlace(rela.offset))));
        }
        // SAFETY: source inside a segment of the definer, destination inside a writable one of ours.
        unsafe { core::ptr::copy(from as *const u8, at as *mut u8, size) };
        if found.symbol.binding() == crate::elf::STB_GNU_UNIQUE
            && let Some(name) = self.object.symbols.name(&own)
        {
            lookup::set_unique(name, self.object, rela.symbol());
        }
        Ok(())
    }

    /// An IFUNC of the object itself, named by its resolver.
    fn defer_own(&mut self, at: usize, resolver: i64) {
        let owner = self.object;
        let resolver = owner.image.bias.wrapping_add(resolver as usize);
        self.deferred.push(Deferred { at, resolver, owner, addend: 0, symbol: Name::EMPTY });
    }

    #[inline(never)]
    fn defer(&mut self, at: usize, found: Bound, addend: usize) -> Result<()> {
        let found = found.definition();
        let at = self.place.checked(at)?;
        let symbol = found.object.symbols.name(&found.symbol).unwrap_or(Name::EMPTY);
        self.deferred.push(Deferred { at, resolver: found.address(), owner: found.object, addend, symbol });
        if trace::mask() & (Category::Symbols as u32 | Category::Bindings as u32) != 0
            && found.object != self.object
        {
            // What a resolver looks up is shown where glibc shows it: in the table's order.
            return self.resolve_deferred();
        }
        Ok(())
    }

    /// DT_JMPREL.
    fn plt(&mut self, plt: Plt) -> Result<()> {
        let table = self.object.relocations.plt;
        if table.is_empty() {
            return Ok(());
        }
        let traced = audit::traces_plt();
        let lazy = plt == Plt::Lazy;
        if lazy {
            if audit::is_on() && self.object.dynamic.pltgot.is_some() {
                audit::prepare_slots(self.object);
            }
            self.prepare_lazy(traced)?;
        }
        if !lazy {
            // Bound now, the table is read like any other (glibc `elf/do-rel.h`).
            return self.eager_table(table);
        }
        for rela in table.iter() {
            match reloc_kind(rela.number()) {
                RelocKind::PltEntry => self.lazy_slot(&rela)?,
                RelocKind::IRelative | RelocKind::TlsDesc => self.apply(rela)?,
                _ => {
                    let number = rela.number();
                    return Err(self.fail(What::Relocate(RelocateError::UnexpectedPltType(number))));
                }
            }
        }
        Ok(())
    }

    /// GOT[1] and GOT[2]: who the object is, and the resolver (psABI, Procedure Linkage Table).
    fn prepare_lazy(&mut self, traced: bool) -> Result<()> {
        let Some(got) = self.object.dynamic.pltgot else { return Ok(()) };
        let got = self.object.image.at(got);
        let hooks = linker().hooks();
        let trampoline = if traced { hooks.profile } else { hooks.resolve };
        self.store(got.wrapping_add(8), self.object.handle() as u64)?;
        self.store(got.wrapping_add(16), trampoline as u64)
    }

    /// The slot holds the link-time address of its PLT entry's second half: moved, no more.
    fn lazy_slot(&mut self, rela: &Rela) -> Result<()> {
        let at = self.place.checked(self.object.image.at(rela.offset))?;
        if is_reserved(self.object, at) {
            return Err(self.fail(What::Relocate(RelocateError::BadPlace(rela.offset))));
        }
        // SAFETY: `checked` found the word inside a writable segment of the object.
        unsafe {
            (at as *mut usize)
                .write_unaligned((at as *const usize).read_unaligned().wrapping_add(self.object.image.bias))
        };
        Ok(())
    }

    /// Runs the IFUNC resolvers. They are foreign code, so nothing is borrowed here.
    fn resolve_deferred(&mut self) -> Result<()> {
        for deferred in core::mem::take(&mut self.deferred) {
            check_ifunc_order(self.object, deferred.owner, deferred.symbol)?;
            if !deferred.owner.image.executes(deferred.resolver) {
                let what = RelocateError::BadResolver(deferred.resolver as u64);
                return Err(self.fail(What::Relocate(what)));
            }
            // SAFETY: the resolver lies in an executable segment of a loaded object, relocated before.
            let value = unsafe { foreign::resolve(deferred.resolver) };
            self.store(deferred.at, value.wrapping_add(deferred.addend) as u64)?;
        }
        Ok(())
    }

    fn hashing(&self) -> Hashing {
        if self.whole.is_some() { Hashing::Stored } else { Hashing::Whole }
    }

    /// The definition of symbol `index` for this object; `None`: undefined and weak, or no symbol at all.
    pub fn find(&mut self, index: usize, class: Class) -> Result<Option<Definition>> {
        Ok(self.bound(index, class)?.map(Bound::definition))
    }

    #[inline(never)]
    fn bound(&mut self, index: usize, class: Class) -> Result<Option<Bound>> {
        if index == 0 {
            return Ok(None);
        }
        if self.last.symbol == index && self.last.class == class {
            return Ok(self.last.found);
        }
        let found = match self.walk(index, class) {
            Some(found) => Some(found).filter(|found| found.index != 0),
            None => self.ask(index, class)?,
        };
        self.last = Last { symbol: index, class, found };
        Ok(found)
    }

    #[inline(always)]
    fn walk(&self, index: usize, class: Class) -> Option<Bound> {
        if !self.walks || class.has(Class::COPY) {
            return None;
        }
        let found = walk::definition(self.object, index, class, &self.known);
        debug_assert!(self.agrees(found, index, class), "a walk disagrees about symbol {index}");
        found
    }

    fn agrees(&self, walked: Option<Bound>, index: usize, class: Class) -> bool {
        match (walked, self.ask(index, class)) {
            (None, _) => true,
            (Some(walked), Ok(None)) => walked.index == 0,
            (Some(walked), Ok(Some(asked))) => (walked.object, walked.index) == (asked.object, asked.index),
            (Some(_), Err(_)) => false,
        }
    }

    #[inline(never)]
    fn ask(&self, index: usize, class: Class) -> Result<Option<Bound>> {
        let found = resolve_with(self.object, index, class, self.exports, self.hashing())?;
        Ok(found.map(|found| Bound { object: found.object, index: found.index }))
    }
}

/// Looks up symbol `index` of `object` in its scope, with its version.
pub fn resolve(object: ObjectRef, index: usize, class: Class) -> Result<Option<Definition>> {
    resolve_with(object, index, class, &[], Hashing::Whole)
}

/// How the hash of a name is found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Hashing {
    Whole,
    /// As the object's own hash table stores it, if it does: an index asks for no more.
    Stored,
}

#[inline(never)]
fn resolve_with(
    object: ObjectRef,
    index: usize,
    class: Class,
    exports: &[Exports],
    hashing: Hashing,
) -> Result<Option<Definition>> {
    let bad =
        || Error::new(object.name.as_bytes(), What::Relocate(RelocateError::BadSymbolIndex(index as u64)));
    let own = object.symbols.get(index).ok_or_else(bad)?;
    if lookup::binds_locally(&own) {
        return Ok(Some(Definition { object, index, symbol: own }));
    }
    let name = object.symbols.name(&own).ok_or_else(bad)?;
    let stored = match hashing {
        Hashing::Whole => None,
        Hashing::Stored => object.symbols.gnu().and_then(|gnu| gnu.stored(index)),
    };
    let hashes = stored.map_or_else(|| Hashes::of(name), Hashes::with_gnu);
    let version = object.symbols.version_index(index).and_then(|v| object.versions.get(v));
    let wanted = Wanted { name, hashes: &hashes, version, class, newest: false };
    let reference =
        Reference { wanted, referrer: object, own: Some(own), binding: Binding::Depends, exports };
    // SAFETY: the object's own scope, an array of live lists.
    let found = unsafe { lookup::lookup_inlined(&reference, object.scope_ptr()) };
    if found.is_none() && own.binding() != STB_WEAK {
        return Err(undefined(object, &own, &reference));
    }
    Ok(found)
}

#[cold]
fn undefined(object: ObjectRef, own: &Sym, reference: &Reference<'_>) -> Error {
    debug_assert!(own.shndx == SHN_UNDEF || own.binding() != STB_WEAK);
    let error = SymbolError::Undefined {
        name: reference.wanted.name.bytes().to_vec(),
        version: reference.wanted.version.map(|v| v.name.bytes().to_vec()),
    };
    let error = Error::new(display_name(object), What::Symbol(error));
    let options = linker().options();
    // `ldd -u` passes over what is undefined.
    if !(options.look_only && options.unused()) {
        text::trace_error(&error, if options.look_only { Fate::Continued } else { Fate::Fatal });
    }
    error
}

/// A resolver of an object that is not relocated yet may jump into nowhere (glibc `elf/dl-runtime` and
/// `sysdeps/x86_64/dl-machine.h` say what is said then).
fn check_ifunc_order(user: ObjectRef, owner: ObjectRef, symbol: Name) -> Result<()> {
    if owner == user || owner.relocated.load(Ordering::Relaxed) || owner.kind == Kind::Loader {
        return Ok(());
    }
    if owner.kind == Kind::Program && owner.namespace == BASE {
        let error = SymbolError::IfuncInUnrelocatedProgram {
            name: symbol.bytes().to_vec(),
            referrer: user.name.as_bytes().to_vec(),
        };
        return Err(Error::new(display_name(owner), What::Symbol(error)));
    }
    text::relink(display_name(user), display_name(owner), symbol.bytes());
    Ok(())
}
