//! Protected symbols: what relocations against them mean.
//!
//! In: a reference and what a walk over its scope found. Out: what it is bound to; what is to be said of a program that was
//! linked as if the symbol were not protected. Must not: be asked about ordinary symbols, which are nearly all.
//!
//! A tutorial (gABI, Symbol Visibility; glibc `elf/dl-lookup.c` and `sysdeps/generic/dl-protected.h`). A protected symbol
//! can be used by others, but its own object always means itself. Linkers settle most such references. What they leave
//! to us has two traps, both by programs that are not position-independent: a variable that the program has COPYed lives in
//! the program, while the library goes on with its own; and a function whose address the program takes is the program's PLT
//! entry there, while the library knows where it really is. Of functions, glibc makes both agree on the PLT entry; of
//! data, it did so until 2.35, by references that go through the GOT.

use crate::bytes::{Owned, Space};
use crate::elf::{PT_GNU_PROPERTY, Phdr, Rela, SHN_UNDEF, STT_OBJECT, STV_PROTECTED, Sym};
use crate::error::{Error, Result, SymbolError, What};
use crate::link::customs::customs;
use crate::link::definition::Definition;
use crate::link::lookup::{Reference, in_scope};
use crate::link::object::{Kind, ObjectRef};
use crate::link::scope::ScopePtr;
use crate::plan::lookup::{Class, Wanted, find};
use crate::plan::map;
use crate::plan::relocate::RelocKind;
use crate::say::text;
use alloc::vec::Vec;

pub fn is_protected(symbol: &Sym) -> bool {
    symbol.visibility() == STV_PROTECTED
}

/// The class of a reference through the GOT.
pub fn got_class() -> Class {
    if customs().got_means_copies() { Class::EXTERN_PROTECTED } else { Class::NONE }
}

/// A reference to the referrer's own protected symbol, of which the scope has a definition elsewhere.
///
/// # Safety
/// `scope` is the one that was walked: null or a null-terminated array of live search lists.
#[cold]
pub unsafe fn bind(reference: &Reference<'_>, own: &Sym, found: Definition, scope: ScopePtr) -> Definition {
    let Wanted { class, name, .. } = reference.wanted;
    if class.has(Class::PLT) {
        return itself(reference, own);
    }
    // Does somebody else define it, or has the program a PLT entry, no more?
    let wanted = Wanted { class: Class::PLT, ..reference.wanted };
    // SAFETY: handed on to the caller.
    let mut elsewhere = unsafe { in_scope(reference, &wanted, scope) };
    if let Some(copy) = elsewhere
        && class.has(Class::EXTERN_PROTECTED)
        && own.kind() == STT_OBJECT
        && copy.object.kind == Kind::Program
        && copies(copy.object, name.bytes())
    {
        // Nor does a copy count: all but the program are asked.
        let wanted = Wanted { class: Class::PLT.with(Class::COPY), ..reference.wanted };
        let others = Reference { referrer: copy.object, wanted, ..*reference };
        // SAFETY: handed on to the caller.
        elsewhere = unsafe { in_scope(&others, &wanted, scope) };
    }
    match elsewhere {
        Some(other) if other.object != reference.referrer => itself(reference, own),
        _ => found,
    }
}

fn itself(reference: &Reference<'_>, own: &Sym) -> Definition {
    let mut room = None;
    let (object, wanted) = (reference.referrer, reference.wanted.rehashed(&mut room));
    let (index, symbol) = find(&object.symbols, &object.versions, &wanted).unwrap_or((0, *own));
    Definition { object, index, symbol }
}

/// Has the program a copy relocation for a symbol of this name?
fn copies(program: ObjectRef, name: &[u8]) -> bool {
    let is_copy = |rela: &Rela| crate::arch::native::reloc_kind(rela.number()) == RelocKind::Copy;
    let named = |rela: Rela| {
        let symbol = program.symbols.get(rela.symbol())?;
        program.symbols.name(&symbol)
    };
    let mut copied = program.relocations.symbolic().iter().filter(is_copy).filter_map(named);
    copied.any(|copied| copied.bytes() == name)
}

/// On what a program and a library do not agree.
enum Mismatch {
    Copy,
    Address,
}

/// Since 2.35 it counts when a program has a protected symbol's place in itself.
fn mismatch(user: ObjectRef, own: &Sym, class: Class) -> Option<Mismatch> {
    if !customs().tells_of_protected() || user.kind != Kind::Program {
        None
    } else if class.has(Class::COPY) {
        Some(Mismatch::Copy)
    } else if class.has(Class::PLT) && own.value != 0 && own.shndx == SHN_UNDEF {
        Some(Mismatch::Address)
    } else {
        None
    }
}

/// A relocation is bound to a protected symbol of another object: says so if that will not do what was meant.
#[cold]
pub fn warn(reference: &Reference<'_>, own: &Sym, found: &Definition) {
    let (symbol, definer) = (reference.wanted.name.bytes(), found.object.as_static().name.as_bytes());
    match mismatch(reference.referrer, own, reference.wanted.class) {
        Some(Mismatch::Copy) => text::protected_copy(symbol, definer),
        Some(Mismatch::Address) => text::protected_function(symbol, definer),
        None => {}
    }
}

/// A library can insist that nobody has its protected symbols elsewhere (GNU_PROPERTY_1_NEEDED_INDIRECT_EXTERN_ACCESS).
#[cold]
pub fn check(user: ObjectRef, own: &Sym, found: &Definition, class: Class) -> Result<()> {
    if mismatch(user, own, class).is_none() || !insists(found.object) {
        return Ok(());
    }
    let name = user.symbols.name(own).map_or(Vec::new(), |name| name.bytes().owned());
    let error = SymbolError::ProtectedCopy { name };
    Err(Error::new(found.object.name.as_bytes(), What::Symbol(error)))
}

fn insists(definer: ObjectRef) -> bool {
    let note = |header: &Phdr| (header.kind == PT_GNU_PROPERTY).then_some((header.vaddr, header.memsz));
    let view = |(vaddr, size)| definer.image.window(vaddr).slice(0, size as usize);
    let notes = definer.first_header(note).and_then(view);
    notes.is_some_and(|notes| map::properties(notes).indirect_extern_access)
}
