//! The static TLS block is full: how large it is, who has taken what, and what would make room.
//!
//! In: the library's name, and the numbers of the attempt. Out: lines. Must not: change the layout.
//!
//! A library compiled for the initial-exec model reaches its variables at a constant distance from the thread pointer, so
//! each thread, also those that run already, must have had room there from its beginning (`plan/tls`).

use super::Lines;
use crate::elf::STT_TLS;
use crate::link::object::ObjectRef;
use crate::link::tls::place::TlsPlace;
use crate::link::tls::static_block;
use crate::link::transaction::display_name;
use crate::say::fill::Value::{self, Number, Text};
use crate::say::fill::fill;
use alloc::vec::Vec;

/// The tunable is proposed in steps of this many bytes.
const STEP: u64 = 512;

pub fn exhausted(name: &[u8], needed: u64, free: u64, to: &mut Lines) {
    let objects = to.occasion.objects();
    let own = objects.iter().copied().find(|&object| display_name(object) == name);
    match own.and_then(largest) {
        Some((variable, size)) => to.line(
            "needs",
            "%0 bytes of static TLS (initial-exec model; the largest variable is %1 with %2)",
            &[Number(needed), Text(variable), Number(size)],
        ),
        None => to.line("needs", "%0 bytes of static TLS (initial-exec model)", &[Number(needed)]),
    }
    let totals = static_block::totals();
    to.line(
        "the block",
        "%0 bytes kept for dlopen, %1 are free",
        &[Number(static_block::kept_for_late()), Number(free)],
    );
    let mut takers = Vec::new();
    for object in &objects {
        if let (TlsPlace::Static(offset), Some(segment)) = (object.state().tls_place.get(), object.tls())
            && offset > totals.used
        {
            let gap = Value::word(if takers.is_empty() { "" } else { ", " });
            fill(&mut takers, "%0%1 %2", &[gap, Text(display_name(*object)), Number(segment.memsz)]);
        }
    }
    if !takers.is_empty() {
        to.line("taken by", "%0", &[Text(&takers)]);
    }
    let align = own.and_then(|object| object.tls()).map_or(1, |segment| segment.align);
    let (label, or) = if align > totals.align {
        let template = "it must be aligned to %0 bytes, the block is to %1";
        to.line("", template, &[Number(align), Number(totals.align)]);
        ("try", "")
    } else {
        let more = needed.saturating_add(align).saturating_sub(free);
        let wanted = totals.optional.saturating_add(more).checked_next_multiple_of(STEP).unwrap_or(u64::MAX);
        to.line("try", "GLIBC_TUNABLES=glibc.rtld.optional_static_tls=%0", &[Number(wanted)]);
        ("", "or ")
    };
    let template = "%0load it at start (LD_PRELOAD), or build it without -ftls-model=initial-exec";
    to.line(label, template, &[Value::word(or)]);
}

/// The largest thread-local variable that the library exports.
fn largest(object: ObjectRef) -> Option<(&'static [u8], u64)> {
    let variables = (1..object.symbols.count()).filter_map(|index| object.symbols.get(index));
    let own = variables.filter(|symbol| symbol.kind() == STT_TLS && symbol.shndx != crate::elf::SHN_UNDEF);
    let largest = own.max_by_key(|symbol| symbol.size)?;
    Some((object.symbols.name(&largest)?.bytes(), largest.size))
}
