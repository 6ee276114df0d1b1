//! What was not finished is undone: a dlopen that failed, and in a child of fork what threads had begun that are not there.
//!
//! In: an uncommitted transaction, or the state that fork copied. Out: nothing of it is listed, mapped or found any more. Must
//! not: undo what its own thread is still about.

use crate::arch::native::cpu;
use crate::link::init::{self, Ending};
use crate::link::linker::{BASE, Closing, Linker, Pending, linker};
use crate::link::object::{Kind, ObjectRef};
use crate::link::transaction::Transaction;
use crate::link::unload::{Users, deleting, remove};
use crate::link::{audit, debugger};
use crate::plan::init::First;
use alloc::vec::Vec;
use core::sync::atomic::Ordering;

/// Undoes an uncommitted transaction. The load lock is held.
pub fn roll_back(transaction: &mut Transaction) {
    let added = core::mem::take(&mut transaction.added);
    // A start-up that fails is not undone before anybody's eyes: the process ends.
    let seen = transaction.namespace != BASE || linker().is_running();
    if audit::is_on() && seen && !added.is_empty() {
        let all = linker().namespaces[transaction.namespace].list();
        let gone = init::destruction_order(&all, Ending::Only(&added), First::Free);
        deleting(transaction.namespace, || gone.into_iter().for_each(audit::closed));
    }
    let listed = !added.is_empty();
    if listed {
        if seen {
            debugger::removing(transaction.namespace);
        }
        discard(transaction.namespace, added);
    }
    if transaction.is_announced() {
        // The auditors were told of the first object that was listed.
        if listed {
            audit::consistent(transaction.namespace);
        }
        debugger::consistent(transaction.namespace);
    }
}

/// Removes objects that were never committed. The loader itself, if it was listed, stays where it is.
fn discard(namespace: usize, added: Vec<ObjectRef>) {
    let (dead, foreign): (Vec<ObjectRef>, Vec<ObjectRef>) =
        added.into_iter().partition(|object| Some(object) != linker().loader.get());
    debug_assert!(foreign.len() <= 1);
    for object in &dead {
        object.removed.store(true, Ordering::Release);
    }
    remove(namespace, &dead, Users::Any);
}

/// In a child of fork: what threads that are not there had begun is undone. Uncommitted objects go; what a dlclose was about to
/// unload stays for ever; constructors that a dlopen had still to run wait for the next to open their object.
pub fn vanished(state: &Linker) {
    let me = cpu::thread_pointer();
    if state.has_pending_of_others(me) {
        let pending = core::mem::take(&mut *state.pending.borrow_mut());
        let (mine, vanished): (Vec<Pending>, Vec<Pending>) = pending.into_iter().partition(|p| p.owner == me);
        *state.pending.borrow_mut() = mine;
        for Pending { namespace, added, .. } in vanished {
            discard(namespace, added);
        }
    }
    if state.closing.get() != Closing::No && state.closer.get() != me {
        state.closing.set(Closing::No);
        // The destructor waits perhaps for the thread that forked, whose frames are here; handlers that it has not called yet
        // are theirs. So what was going stays.
        let going = state.all_objects().into_iter().filter(|object| object.state().dying.get());
        going.for_each(|object| object.permanent.store(true, Ordering::Release));
        state.namespaces.iter().for_each(|space| space.unsettled.set(true));
    }
    if state.builder.get() != 0 && state.builder.get() != me {
        state.builder.set(0);
        let waits = |o: &ObjectRef| o.kind == Kind::Library && !o.state().init_called.get();
        for object in state.all_objects().into_iter().filter(waits) {
            object.state().orphan.set(true);
            state.orphans.set(true);
        }
    }
}
