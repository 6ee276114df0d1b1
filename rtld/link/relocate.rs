//! RELOCATE: the one loop over relocation tables.
//!
//! In: an object whose scope and TLS place are settled. Out: its words stored, in its own writable segments (or in
//! those opened for DT_TEXTREL); foreign code runs only as IFUNC resolver. What a kind means is in `plan/relocate`;
//! here values are looked up and stored. Called dependencies first, the program last, because IFUNC resolvers run.
//!
//! Three tables, in this order: RELR and the RELATIVE prefix of DT_RELA in tight loops without looking at kinds; the
//! rest of DT_RELA; DT_JMPREL, lazily (the slot then points into the PLT, see `bind`) or now. Within an object
//! IRELATIVE is deferred behind everything else: a resolver may use the object's own data.

use crate::arch::native::{RELATIVE, SYMBOLIC, cpu, reloc_kind};
use crate::bytes::{Name, Table};
use crate::elf::symbols::Hashes;
use crate::elf::{Rela, SHN_UNDEF, STB_WEAK, Sym};
use crate::error::{Error, MapError, RelocateError, Result, SymbolError, What};
use crate::link::ahead::{self, Ahead};
use crate::link::exports::Exports;
use crate::link::linker::{BASE, linker};
use crate::link::lookup::{self, Binding, Definition, Indexed, Reference};
use crate::link::object::{Kind, ObjectRef};
use crate::link::relative::{self, Place};
use crate::link::transaction::display_name;
use crate::link::walk::{self, Bound, Lookups};
use crate::link::{audit, plain, protected, references, tls, unique};
use crate::mem::foreign;
use crate::mem::image::PAGE;
use crate::plan::lookup::{Class, Wanted};
use crate::plan::relocate::{Patch, RelocKind, patch};
use crate::say::debug::{began, tell, took};
use crate::say::text;
use crate::trace::{self, Category, Event, Fate, Stage};
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::sync::atomic::Ordering;

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

/// Relocates `object` once; `exports` are the indexes that serve lists of its scope.
pub fn relocate(object: ObjectRef, plt: Plt, exports: &[Exports]) -> Result<()> {
    if object.relocated.load(Ordering::Relaxed) || object.kind == Kind::Proxy || object.kind == Kind::Vdso {
        return Ok(());
    }
    let plt = references::plt_of(object, plt);
    if trace::anything() { watched(object, plt, exports) } else { store_all(object, plt, exports) }
}

#[cold]
#[inline(never)]
fn watched(object: ObjectRef, plt: Plt, exports: &[Exports]) -> Result<()> {
    let start = began();
    trace_start(object, plt);
    store_all(object, plt, exports)?;
    if trace::on(Category::Statistics) {
        references::account(object, plt);
    }
    took(Stage::Relocate, || display_name(object), start);
    Ok(())
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
    linker().tenant().changed(object);
    Ok(())
}

/// DT_TEXTREL: segments that are not writable are, until `close_text`.
fn open_text(object: ObjectRef) -> Result<()> {
    let fail = |errno| Error::with_errno(object.name.as_bytes(), What::Map(MapError::MakeWritable), errno);
    object.image.open_text().map_err(fail)
}

fn close_text(object: ObjectRef) -> Result<()> {
    let fail =
        |errno| Error::with_errno(object.name.as_bytes(), What::Map(MapError::RestoreProtection), errno);
    object.image.close_text().map_err(fail)
}

fn tables(object: ObjectRef, plt: Plt, exports: &[Exports]) -> Result<()> {
    let mut place = Place::of(object);
    relative::packed(&mut place, object)?;
    relative::relative(&mut place, object)?;
    let mut work = Work::new(object, place, exports);
    work.all(object.relocations.symbolic())?;
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
    object.dynamic.pltgot.is_some_and(|got| reaches_reserved(object.image.at(got), slot))
}

/// Does a word at `slot` reach into GOT[1] or GOT[2]?
#[inline(always)]
fn reaches_reserved(got: usize, slot: usize) -> bool {
    slot.wrapping_sub(got).wrapping_sub(1) < 23
}

/// Says so if a copy relocation's two symbols differ in size; a copy too small for its library is always worth it.
pub fn compare_sizes(object: ObjectRef, own: &Sym, found: &Definition) {
    if found.symbol.size > own.size || (found.symbol.size < own.size && linker().options().verbose) {
        text::copy_size_differs(object.symbols.name(own).unwrap_or(Name::EMPTY).bytes());
    }
}

pub fn trace_start(object: ObjectRef, plt: Plt) {
    tell(Category::Reloc, move || Event::Relocating { name: display_name(object), lazy: plt == Plt::Lazy });
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
    indexed: Indexed<'a>,
    /// Fetches what comes; only with an index, by which it knows what to fetch.
    ahead: Option<Box<Ahead<'a>>>,
    place: Place,
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

/// What a walk says about a relocation.
enum Walked {
    Address(Same),
    Ifunc(Bound),
    /// There is nothing to be said by a walk.
    Other,
}

impl Same {
    /// Before the first: what a RELATIVE one would store. (There is no r_info that a file cannot have.)
    fn first(object: ObjectRef) -> Same {
        Same { info: u64::from(RELATIVE), value: object.image.bias as u64, addend: -1 }
    }
}

impl<'a> Work<'a> {
    fn new(object: ObjectRef, place: Place, exports: &'a [Exports]) -> Work<'a> {
        // SAFETY: the object's own scope, an array of live lists.
        let whole = exports.iter().find(|exports| unsafe { exports.is_all_of(object.scope_ptr()) });
        let indexed = whole.map_or(Indexed::Lists(exports), Indexed::Whole);
        // Whoever watches bindings wants to see each of them.
        let watched = lookup::is_noted() || audit::is_on();
        let ahead = whole.filter(|_| !watched).map(|exports| Box::new(Ahead::new(exports)));
        let walks = exports.is_empty() && walk::serves() && !audit::is_on();
        // Symbol 0 is never looked up.
        let last = Last { symbol: 0, class: Class::NONE, found: None };
        let (lookups, same) = (Lookups::new(Binding::Depends), Same::first(object));
        let (deferred, own, got) = (Vec::new(), Vec::new(), protected::got_class());
        Work { object, indexed, ahead, place, deferred, copied: 0, own, got, walks, lookups, last, same }
    }

    /// A table whose every entry is to be applied now, each in its turn.
    fn all(&mut self, table: Table<Rela>) -> Result<()> {
        if self.ahead.is_some() { self.all_by_index(table) } else { self.all_by_walks(table) }
    }

    #[inline(never)]
    fn all_by_index(&mut self, table: Table<Rela>) -> Result<()> {
        let bias = self.object.image.bias;
        let mut rest = table;
        while !rest.is_empty() {
            let stretch = rest.first(ahead::STRETCH);
            rest = rest.skip(ahead::STRETCH);
            if let Some(ahead) = &mut self.ahead {
                ahead.look(self.object, stretch, self.same.info);
            }
            for rela in stretch.iter() {
                let at = bias.wrapping_add(rela.offset as usize);
                if rela.info == self.same.info && self.place.has_word(at) {
                    let value = self.same.value.wrapping_add_signed(rela.addend & self.same.addend);
                    // SAFETY: `has_word` found the word inside a writable segment of the object.
                    unsafe { (at as *mut u64).write_unaligned(value) };
                } else if let Some(value) = self.plain(&rela) {
                    self.store(at, value)?;
                } else {
                    self.apply(rela)?;
                }
            }
        }
        Ok(())
    }

    /// What most of them are comes first, in one loop with as little as possible around a walk.
    #[inline(never)]
    fn all_by_walks(&mut self, table: Table<Rela>) -> Result<()> {
        let bias = self.object.image.bias;
        for rela in table.iter() {
            let at = bias.wrapping_add(rela.offset as usize);
            // Relocations of one symbol follow each other.
            if rela.info != self.same.info {
                match self.walked(&rela) {
                    Walked::Address(same) => self.same = same,
                    Walked::Ifunc(found) => {
                        let addend = if SYMBOLIC.adds(rela.number()) { rela.addend } else { 0 };
                        self.defer(at, found, addend as usize)?;
                        continue;
                    }
                    Walked::Other => {
                        self.other(rela, at)?;
                        continue;
                    }
                }
            }
            self.store(at, self.same.value.wrapping_add_signed(rela.addend & self.same.addend))?;
        }
        Ok(())
    }

    #[inline(always)]
    fn walked(&mut self, rela: &Rela) -> Walked {
        let (number, index) = (rela.number(), rela.symbol());
        if !self.walks || !SYMBOLIC.has(number) || index == 0 {
            return Walked::Other;
        }
        let class = if SYMBOLIC.is_plt(number) { Class::PLT } else { Class::NONE };
        let found = walk::definition_inlined(self.object, index, class, &self.lookups);
        debug_assert!(
            self.agrees(found.map(Bound::of), index, class),
            "a walk disagrees about symbol {index}"
        );
        let Some(found) = found else { return Walked::Other };
        if found.is_ifunc() {
            return Walked::Ifunc(Bound::of(found));
        }
        let value = if found.index == 0 { 0 } else { found.address() as u64 };
        let addend = if SYMBOLIC.adds(number) { -1 } else { 0 };
        Walked::Address(Same { info: rela.info, value, addend })
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

    /// What a relocation stores, if it is one of the many without peculiarities.
    #[inline(always)]
    fn plain(&mut self, rela: &Rela) -> Option<u64> {
        let ahead = self.ahead.as_mut()?;
        let (class, addend) = match reloc_kind(rela.number()) {
            RelocKind::GotEntry => (Class::NONE, 0),
            RelocKind::PltEntry => (Class::PLT, 0),
            RelocKind::Absolute => (Class::NONE, -1),
            _ => return None,
        };
        let coming = ahead.of(rela.symbol())?;
        let value = plain::address(self.object, coming, class)?;
        debug_assert!(
            resolve_with(self.object, rela.symbol(), class, self.indexed, None)
                .is_ok_and(|found| found.is_some_and(|found| found.address() as u64 == value)),
            "the plain case of {:?} is not plain",
            coming.name
        );
        self.same = Same { info: rela.info, value, addend };
        Some(value.wrapping_add_signed(rela.addend & addend))
    }

    #[inline(always)]
    pub fn store(&mut self, address: usize, value: u64) -> Result<()> {
        let at = self.place.word(address)?;
        // SAFETY: `word` found it inside a writable segment of the object.
        unsafe { (at as *mut u64).write_unaligned(value) };
        Ok(())
    }

    fn store32(&mut self, address: usize, value: u32) -> Result<()> {
        let at = self.place.checked(address, 4)?;
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
            return self.defer(at, found, addend as usize);
        }
        let value = definition.address() as u64;
        if self.ahead.is_some() {
            let counts = if kind == RelocKind::Absolute { -1 } else { 0 };
            self.same = Same { info: rela.info, value, addend: counts };
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
                tls::relocate::apply(self, rela, kind, at)
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
        let value = match found {
            Some(found) => self.address_of(&found)? as u64,
            None => self.value_of_none(rela),
        };
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
        compare_sizes(self.object, &own, &found);
        let from = found.address();
        // Copies have places of their own, so that together they fit into the object.
        let image = &self.object.as_static().image;
        self.copied = self.copied.saturating_add(size);
        let fits = self.copied <= image.end - image.start;
        if !fits || !found.object.image.reads(from, size) || !image.stores(at, size) {
            return Err(self.fail(What::Relocate(RelocateError::BadPlace(rela.offset))));
        }
        // SAFETY: source inside a segment of the definer, destination inside a writable one of ours.
        unsafe { core::ptr::copy(from as *const u8, at as *mut u8, size) };
        if found.symbol.binding() == crate::elf::STB_GNU_UNIQUE
            && let Some(name) = self.object.symbols.name(&own)
        {
            unique::copied(name, self.object, rela.symbol());
        }
        Ok(())
    }

    /// An IFUNC of the object itself, named by its resolver.
    fn defer_own(&mut self, at: usize, resolver: i64) {
        if self.own.capacity() == 0 {
            self.own.reserve(64);
        }
        self.own.push((at, self.object.image.bias.wrapping_add(resolver as usize)));
    }

    #[inline(never)]
    fn defer(&mut self, at: usize, found: Bound, addend: usize) -> Result<()> {
        let found = found.definition();
        let at = self.place.checked(at, 8)?;
        let symbol = found.object.symbols.name(&found.symbol).unwrap_or(Name::EMPTY);
        self.deferred.push(Deferred { at, resolver: found.address(), owner: found.object, addend, symbol });
        if trace::any(Category::Symbols as u32 | Category::Bindings as u32) && found.object != self.object {
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
            if (traced || audit::is_on()) && self.object.dynamic.pltgot.is_some() {
                audit::prepare_slots(self.object);
            }
            self.prepare_lazy(traced)?;
        }
        if !lazy {
            // Bound now, the table is read like any other (glibc `elf/do-rel.h`).
            return self.all(table);
        }
        self.lazy_slots(table)
    }

    /// The slots hold the link-time addresses of their PLT entries' second halves: moved, no more.
    #[inline(never)]
    fn lazy_slots(&mut self, table: Table<Rela>) -> Result<()> {
        let (image, mut code, mut page) = (&self.object.as_static().image, 0..0, 0);
        let got = self.object.dynamic.pltgot.map_or(0, |got| image.at(got));
        for rela in table.iter() {
            match reloc_kind(rela.number()) {
                RelocKind::PltEntry => {}
                RelocKind::IRelative | RelocKind::TlsDesc => {
                    self.apply(rela)?;
                    continue;
                }
                _ => {
                    let number = rela.number();
                    return Err(self.fail(What::Relocate(RelocateError::UnexpectedPltType(number))));
                }
            }
            let at = self.place.word(image.at(rela.offset))?;
            if got != 0 && reaches_reserved(got, at) {
                return Err(self.fail(What::Relocate(RelocateError::BadPlace(rela.offset))));
            }
            if at / PAGE != page {
                page = at / PAGE;
                // Read first, it would fault twice.
                // SAFETY: `word` found it inside a writable segment of the object.
                unsafe { cpu::touch(at as *mut u8) };
            }
            // SAFETY: as above.
            let entry = unsafe { (at as *const usize).read_unaligned() }.wrapping_add(image.bias);
            if !code.contains(&entry) {
                // One that leads to no code of the object is bound now.
                let Some(around) = image.code_around(entry) else {
                    self.apply(rela)?;
                    continue;
                };
                code = around;
            }
            // SAFETY: as above.
            unsafe { (at as *mut usize).write_unaligned(entry) };
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

    /// Runs the IFUNC resolvers. They are foreign code, so nothing is borrowed here.
    fn resolve_deferred(&mut self) -> Result<()> {
        for deferred in core::mem::take(&mut self.deferred) {
            let value = self.resolved(deferred.owner, deferred.resolver, deferred.symbol)?;
            self.store(deferred.at, value.wrapping_add(deferred.addend) as u64)?;
        }
        let object = self.object;
        // The code in which the last resolver lay: the next does, too.
        let mut code = 0..0;
        for (at, resolver) in core::mem::take(&mut self.own) {
            let value = if code.contains(&resolver) && !object.image.is_text_open() {
                // SAFETY: it lies in an executable segment of the object, which is relocated but for this.
                unsafe { foreign::resolve(resolver) }
            } else {
                code = object.image.code_around(resolver).unwrap_or(0..0);
                self.resolved(object, resolver, Name::EMPTY)?
            };
            self.store(at, value as u64)?;
        }
        Ok(())
    }

    /// What a resolver answers. An object with relocations in its text has no code that can run while the text is open for
    /// stores: it is closed for the resolver.
    fn resolved(&self, owner: ObjectRef, resolver: usize, symbol: Name) -> Result<usize> {
        check_ifunc_order(self.object, owner, symbol)?;
        if !owner.image.executes(resolver) {
            return Err(self.fail(What::Relocate(RelocateError::BadResolver(resolver as u64))));
        }
        let is_open = self.object.image.is_text_open();
        if is_open {
            close_text(self.object)?;
        }
        // SAFETY: the resolver lies in an executable segment of a loaded object, relocated before.
        let value = unsafe { foreign::resolve(resolver) };
        if is_open {
            open_text(self.object)?;
        }
        Ok(value)
    }

    /// The address that a definition stands for.
    fn address_of(&self, found: &Definition) -> Result<usize> {
        let address = found.address();
        if !found.is_ifunc() {
            return Ok(address);
        }
        let symbol = found.object.symbols.name(&found.symbol).unwrap_or(Name::EMPTY);
        self.resolved(found.object, address, symbol)
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
    fn walk(&mut self, index: usize, class: Class) -> Option<Bound> {
        if !self.walks || class.has(Class::COPY) {
            return None;
        }
        let found = walk::definition(self.object, index, class, &self.lookups);
        debug_assert!(self.agrees(found, index, class), "a walk disagrees about symbol {index}");
        found
    }

    fn agrees(&mut self, walked: Option<Bound>, index: usize, class: Class) -> bool {
        match (walked, self.ask(index, class)) {
            (None, _) => true,
            (Some(walked), Ok(None)) => walked.index == 0,
            (Some(walked), Ok(Some(asked))) => (walked.object, walked.index) == (asked.object, asked.index),
            (Some(_), Err(_)) => false,
        }
    }

    #[inline(never)]
    fn ask(&mut self, index: usize, class: Class) -> Result<Option<Bound>> {
        let hash = self.ahead.as_mut().and_then(|ahead| ahead.of(index)).map(|coming| coming.hash);
        let found = resolve_with(self.object, index, class, self.indexed, hash)?;
        Ok(found.map(Bound::of))
    }
}

/// Looks up symbol `index` of `object` in its scope, with its version.
pub fn resolve(object: ObjectRef, index: usize, class: Class) -> Result<Option<Definition>> {
    resolve_with(object, index, class, Indexed::NOT, None)
}

/// The same; `hash` is that of the name if it is known, perhaps without its lowest bit, with which an index does without.
#[inline(never)]
fn resolve_with(
    object: ObjectRef,
    index: usize,
    class: Class,
    indexed: Indexed<'_>,
    hash: Option<u32>,
) -> Result<Option<Definition>> {
    let bad =
        || Error::new(object.name.as_bytes(), What::Relocate(RelocateError::BadSymbolIndex(index as u64)));
    let own = object.symbols.get(index).ok_or_else(bad)?;
    if lookup::binds_locally(&own) {
        return Ok(Some(Definition { object, index, symbol: own }));
    }
    let name = object.symbols.name(&own).ok_or_else(bad)?;
    let hashes = hash.map_or_else(|| Hashes::of(name), Hashes::with_gnu);
    let version = object.symbols.version_index(index).and_then(|v| object.versions.get(v));
    let wanted = Wanted { name, hashes: &hashes, version, class, newest: false };
    let reference =
        Reference { wanted, referrer: object, own: Some(own), binding: Binding::Depends, indexed };
    // SAFETY: the object's own scope, an array of live lists.
    let found = unsafe { lookup::lookup_inlined(&reference, object.scope_ptr()) };
    match found {
        None if own.binding() != STB_WEAK => Err(undefined(object, &own, &reference)),
        Some(found) if found.is_protected() => {
            protected::check(object, &own, &found, class).map(|()| Some(found))
        }
        _ => Ok(found),
    }
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
