//! What the start cost, for LD_DEBUG=statistics.
//!
//! In: the stages, as they run. Out: cycles by stage, accounted in `trace`, and the lines at the end of the start. Must not:
//! cost anything when nobody asked: not even the cycle counter is read.

use crate::arch::native::cpu;
use crate::link::object::{Kind, ObjectRef};
use crate::say;
use crate::trace::{self, Category, Statistics};

/// The cycle counter, if somebody wants to know.
pub fn clock() -> u64 {
    if trace::on(Category::Statistics) { cpu::rdtsc() } else { 0 }
}

/// Accounts for a stage that began at `began`.
#[inline(always)]
pub fn took(began: u64, put: fn(&mut Statistics, u64)) {
    if trace::on(Category::Statistics) {
        account(began, put);
    }
}

#[cold]
#[inline(never)]
fn account(began: u64, put: fn(&mut Statistics, u64)) {
    let mut more = Statistics::default();
    put(&mut more, clock().wrapping_sub(began));
    trace::account(&more);
}

/// The lines, when everything is linked that began to be at `began`.
pub fn tell(program: ObjectRef, began: u64) {
    if trace::on(Category::Statistics) {
        lines(program, began);
    }
}

#[cold]
fn lines(program: ObjectRef, began: u64) {
    let moved = program.searchlist.objects().iter().filter(|o| o.image.bias != 0 && o.kind != Kind::Loader);
    say::debug::startup_statistics(&Statistics {
        total: clock().wrapping_sub(began),
        relative: moved.map(|o| o.relocations.relative_count() as u64).sum(),
        ..Statistics::default()
    });
}
