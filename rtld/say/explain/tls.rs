//! The static TLS block is full: how large it is, who has taken what, and what would make room.
//!
//! In: the library's name, and the numbers of the attempt. Out: lines. Must not: change the layout.
//!
//! A library compiled for the initial-exec model reaches its variables at a constant distance from the thread pointer, so
//! each thread, also those that run already, must have had room there from its beginning (`plan/tls`).

use super::{Lines, decimal};
use crate::elf::{STT_TLS, Sym};
use crate::link::object::{Object, ObjectRef, TlsPlace};
use crate::link::tls::static_block;
use crate::link::transaction::display_name;
use crate::say::Sink;
use alloc::vec::Vec;

/// The tunable is proposed in steps of this many bytes.
const STEP: u64 = 512;

pub fn exhausted(name: &[u8], needed: u64, free: u64, to: &mut Lines) {
    let objects = to.occasion.objects();
    let own = objects.iter().copied().find(|&object| display_name(object) == name);
    let mut text = decimal(needed);
    text.put(b" bytes of static TLS (initial-exec model");
    if let Some((variable, size)) = own.and_then(largest) {
        text.all(&[b"; the largest variable is ", &variable, b" with ", &decimal(size)]);
    }
    to.line("needs", &[&text, b")"]);
    let totals = static_block::totals();
    to.line(
        "the block",
        &[&decimal(static_block::kept_for_late()), b" bytes kept for dlopen, ", &decimal(free), b" are free"],
    );
    let mut takers = Vec::new();
    for object in &objects {
        if let (TlsPlace::Static(offset), Some(segment)) = (object.state().tls_place.get(), object.tls())
            && offset > totals.used
        {
            let gap: &[u8] = if takers.is_empty() { b"" } else { b", " };
            takers.all(&[gap, display_name(*object), b" ", &decimal(segment.memsz)]);
        }
    }
    if !takers.is_empty() {
        to.line("taken by", &[&takers]);
    }
    let align = own.and_then(|object| object.tls()).map_or(1, |segment| segment.align);
    let label = if align > totals.align {
        to.line(
            "",
            &[
                b"it must be aligned to ",
                &decimal(align),
                b" bytes, the block is to ",
                &decimal(totals.align),
            ],
        );
        "try"
    } else {
        let more = needed.saturating_add(align).saturating_sub(free);
        let wanted = totals.optional.saturating_add(more).checked_next_multiple_of(STEP).unwrap_or(u64::MAX);
        to.line("try", &[b"GLIBC_TUNABLES=glibc.rtld.optional_static_tls=", &decimal(wanted)]);
        ""
    };
    let or: &[u8] = if label.is_empty() { b"or " } else { b"" };
    to.line(label, &[or, b"load it at start (LD_PRELOAD), or build it without -ftls-model=initial-exec"]);
}

/// The largest thread-local variable that the library exports.
fn largest(object: ObjectRef) -> Option<(Vec<u8>, u64)> {
    let variables = (1..object.symbols.count()).filter_map(|index| object.symbols.get(index));
    let own = variables.filter(|symbol| symbol.kind() == STT_TLS && symbol.shndx != crate::elf::SHN_UNDEF);
    let largest = own.max_by_key(|symbol| symbol.size)?;
    Some((name_of(&object, &largest)?, largest.size))
}

fn name_of(object: &Object, symbol: &Sym) -> Option<Vec<u8>> {
    object.symbols.name(symbol).map(|name| name.bytes().to_vec())
}
