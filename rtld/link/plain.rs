//! The plain case of a lookup, which nearly all are, settled in few instructions.
//!
//! In: a reference, and whom the index answers. Out: the address, or `None`: it is not plain, and `lookup` must say. Must
//! not: answer anything that `lookup` would not (debug builds compare), or have any effect.
//!
//! Plain is: an ordinary reference, whose first candidate, or one of like hash in the same object, fits and is no IFUNC, no unique and no protected symbol.
//! Auditors and LD_DEBUG want to know of every binding: with them nothing is plain.

use crate::elf::symbols::Hashes;
use crate::elf::{SHN_ABS, STB_GNU_UNIQUE, STT_GNU_IFUNC, Sym};
use crate::link::ahead::Coming;
use crate::link::lookup;
use crate::link::object::ObjectRef;
use crate::link::protected::is_protected;
use crate::plan::lookup::{Class, Wanted, fits};
use core::sync::atomic::Ordering;

/// The address that symbol `coming` of `referrer` means: a definition in the object that is expected.
#[inline(always)]
pub fn address(referrer: ObjectRef, coming: &Coming, class: Class) -> Option<u64> {
    let (definer, first) = coming.expected?;
    let index = coming.symbol as usize;
    let own = referrer.symbols.get(index)?;
    if own.other & 3 != 0 || lookup::binds_locally(&own) || !is_itself(definer) {
        return None;
    }
    let hashes = Hashes::with_gnu(coming.hash);
    let wanted = wanted(referrer, coming, class, &hashes);
    match fits(&definer.symbols, &definer.versions, &wanted, first) {
        Some(symbol) => value(definer, &symbol),
        None => beside(referrer, definer, coming, class),
    }
}

#[inline(always)]
fn wanted<'a>(referrer: ObjectRef, coming: &Coming, class: Class, hashes: &'a Hashes) -> Wanted<'a> {
    let version = referrer.version_of(coming.symbol as usize);
    Wanted { name: coming.name, hashes, version, class, newest: false }
}

/// What stands beside the first of like hash: hashes of numbered names often differ in the lowest bit only (`frame_6`,
/// `frame_7`), which no index has.
#[inline(never)]
fn beside(referrer: ObjectRef, definer: ObjectRef, coming: &Coming, class: Class) -> Option<u64> {
    let hashes = Hashes::of(coming.name);
    let wanted = wanted(referrer, coming, class, &hashes);
    let mut bucket = definer.symbols.gnu()?.bucket(None, hashes.gnu);
    let fit = |index| fits(&definer.symbols, &definer.versions, &wanted, u32::try_from(index).ok()?);
    value(definer, &bucket.find_map(fit)?)
}

#[inline(always)]
fn value(definer: ObjectRef, symbol: &Sym) -> Option<u64> {
    if symbol.binding() == STB_GNU_UNIQUE || symbol.kind() == STT_GNU_IFUNC || is_protected(symbol) {
        return None;
    }
    let base = if symbol.shndx == SHN_ABS { 0 } else { definer.image.bias };
    Some(symbol.value.wrapping_add(base as u64))
}

/// Does it stand for no other object, and is it there to stay for now?
#[inline(always)]
fn is_itself(definer: ObjectRef) -> bool {
    definer.real.is_none() && !definer.removed.load(Ordering::Relaxed)
}
