//! LD_DEBUG=tls and all, as glibc 2.44 tells of thread-local storage: modules' numbers, threads' blocks.
//!
//! In: what happens. Out: its lines; for older releases, which have no such category or hardly a line in it, ours (`is_ours`).
//! Must not: decide anything, but that a module has its number from when it is mapped: it is told then.

use super::{dtv, modules};
use crate::link::customs::customs;
use crate::link::object::ObjectRef;
use crate::link::transaction::display_name;
use crate::say::debug::emit;
use crate::trace::{self, Category, Event};
use alloc::vec::Vec;

/// Does anybody want glibc's lines?
pub fn is_asked() -> bool {
    dtv::tells_of_blocks() && customs().tells_of_modules()
}

/// Or ours?
#[inline(always)]
pub fn is_ours() -> bool {
    trace::on(Category::Tls) && !customs().tells_of_modules()
}

/// An object was mapped.
#[cold]
pub fn mapped(object: ObjectRef) {
    if object.has_tls() && is_asked() {
        let (number, name) = (modules::number_now(object), display_name(object));
        emit(&Event::TlsAssigned { name, number, namespace: object.namespace });
    }
}

/// The numbers of objects that go, while they have them.
pub fn numbers(objects: &[ObjectRef]) -> Vec<usize> {
    if !trace::anything() || !is_asked() {
        return Vec::new();
    }
    objects.iter().map(|object| object.state().tls_module.get()).collect()
}

/// One of them is gone.
pub fn unmapped(object: ObjectRef, number: usize) {
    if number != 0 {
        emit(&Event::TlsReleased { name: display_name(object), number, namespace: object.namespace });
    }
}

/// The first thread has all that the start-up objects have.
pub fn filled() {
    if trace::anything() && modules::highest_module() != 0 && is_asked() {
        emit(&Event::TlsLimit { limit: modules::highest_module() + 1 });
    }
}

/// A new thread has what it needs.
pub fn ready(thread: usize) {
    if trace::anything() && is_asked() {
        emit(&Event::TlsReady { thread });
    }
}

/// A thread's dtv, which was of another generation, is of this one, for the sake of a module.
pub fn updated(number: usize, generation: u64, thread: usize) {
    if trace::anything() && is_asked() {
        emit(&Event::TlsUpdated { number, generation, thread });
    }
}

/// A thread uses a module for the first time.
pub fn lazily(number: usize, thread: usize) {
    if trace::anything() && is_asked() {
        emit(&Event::TlsLazily { number, thread });
    }
}

/// Its block has a place in the static one.
pub fn is_static(number: usize, thread: usize) {
    if trace::anything() && is_asked() {
        emit(&Event::TlsStatic { number, thread });
    }
}

/// Its block was made.
pub fn allocated(number: usize, size: u64, address: usize, thread: usize) {
    if trace::anything() && is_asked() {
        emit(&Event::TlsAllocated { number, size, address, thread });
    }
}
