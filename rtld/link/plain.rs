//! The plain case of a lookup, which nearly all are, settled in few instructions.
//!
//! In: a reference, and whom the index answers. Out: the address, or `None`: it is not plain, and `lookup` must say. Must
//! not: answer anything that `lookup` would not (debug builds compare), or have any effect.
//!
//! Plain is: an ordinary reference, whose first candidate fits at once, is no IFUNC, no unique and no protected symbol, and may be bound
//! without anything to be remembered. Auditors and LD_DEBUG want to know of every binding: with them nothing is plain.

use crate::elf::symbols::Hashes;
use crate::elf::{SHN_ABS, STB_GNU_UNIQUE, STT_GNU_IFUNC};
use crate::link::ahead::Coming;
use crate::link::lookup;
use crate::link::object::ObjectRef;
use crate::link::protected::is_protected;
use crate::plan::lookup::{Class, Wanted, fits};
use core::sync::atomic::Ordering;

/// The address that symbol `coming` of `referrer` means.
#[inline(always)]
pub fn address(referrer: ObjectRef, coming: &Coming, class: Class) -> Option<u64> {
    let (definer, first) = coming.expected?;
    let index = coming.symbol as usize;
    let own = referrer.symbols.get(index)?;
    if own.other & 3 != 0 || lookup::binds_locally(&own) || !binds_freely(referrer, definer) {
        return None;
    }
    let version = referrer.version_of(index);
    let hashes = Hashes::with_gnu(coming.hash);
    let wanted = Wanted { name: coming.name, hashes: &hashes, version, class, newest: false };
    let symbol = fits(&definer.symbols, &definer.versions, &wanted, first)?;
    if symbol.binding() == STB_GNU_UNIQUE || symbol.kind() == STT_GNU_IFUNC || is_protected(&symbol) {
        return None;
    }
    let base = if symbol.shndx == SHN_ABS { 0 } else { definer.image.bias };
    Some(symbol.value.wrapping_add(base as u64))
}

/// Needs nobody to remember that one object uses another?
#[inline(always)]
fn binds_freely(referrer: ObjectRef, definer: ObjectRef) -> bool {
    definer.outlives(referrer) && definer.real.is_none() && !definer.removed.load(Ordering::Relaxed)
}
