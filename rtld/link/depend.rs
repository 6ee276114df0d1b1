//! Dependencies that arise by binding: who keeps whom loaded, beyond what DT_NEEDED says.
//!
//! In: a user that was bound to a provider's definition. Out: a note, for dlclose, that the provider has to outlive the user; or,
//! where the user stays for ever, that the provider does too. Must not: note what is plain anyway: nearly every binding is
//! to something permanent or needed, and costs no more than a look.

use crate::link::linker::linker;
use crate::link::object::{Kind, Object, ObjectRef};
use crate::link::transaction::display_name;
use crate::mem::lock;
use crate::say::debug::emit;
use crate::trace::{self, Category, Event, Permanence};
use core::cell::Cell;
use core::sync::atomic::Ordering;

/// Records that `user` depends on `provider`, unless that is plain already.
#[inline(always)]
pub fn on(user: ObjectRef, provider: ObjectRef) {
    if provider.is_permanent() || provider.namespace != user.namespace {
        return;
    }
    on_locked(user, provider);
}

/// Whom an object is known to keep, while one of its references is bound after the other.
pub struct Settled([Cell<Option<ObjectRef>>; 8]);

impl Settled {
    pub const fn none() -> Settled {
        Settled([const { Cell::new(None) }; 8])
    }

    /// As the function `on`, which it asks once for each provider, or hardly more often.
    #[inline(always)]
    pub fn on(&self, user: ObjectRef, provider: ObjectRef) {
        if !provider.is_permanent() {
            self.on_transient(user, provider);
        }
    }

    #[cold]
    #[inline(never)]
    fn on_transient(&self, user: ObjectRef, provider: ObjectRef) {
        let place = &self.0[provider.handle() as usize / size_of::<Object>() % self.0.len()];
        if place.get() != Some(provider) {
            on(user, provider);
            place.set(Some(provider));
        }
    }
}

#[cold]
#[inline(never)]
fn on_locked(user: ObjectRef, provider: ObjectRef) {
    let _guard = lock::enter();
    if user.keeps(provider) || is_about_to_stay(user, provider) {
        return;
    }
    // A permanent object that was opened keeps what it uses by its record, which orders destructors, too.
    if user.state().startup.get() || user.kind != Kind::Library {
        return keep(provider, used_by(user));
    }
    user.add_reldep(provider);
    if trace::on(Category::Files) {
        trace_dependency(user, provider);
    }
}

/// What is only to be permanent counts as such while `user` is relocated.
fn is_about_to_stay(user: ObjectRef, provider: ObjectRef) -> bool {
    provider.state().nodelete_pending.get() && !user.relocated.load(Ordering::Relaxed)
}

/// This object must never be unloaded; while its own dlopen is not committed, that is only noted.
pub fn keep(object: ObjectRef, why: Permanence<'_>) {
    if object.is_permanent() {
        return;
    }
    if trace::on(Category::Bindings) && !object.state().nodelete_pending.get() {
        trace_kept(object, why);
    }
    if object.relocated.load(Ordering::Acquire) && linker().is_running() && object.state().init_called.get() {
        object.permanent.store(true, Ordering::Release);
    } else {
        keep_later(object);
    }
}

/// It is to be permanent as soon as its dlopen is committed.
pub fn keep_later(object: ObjectRef) {
    object.state().nodelete_pending.set(true);
    linker().namespaces[object.namespace].awaits_permanence.set(true);
}

fn used_by<'a>(user: ObjectRef) -> Permanence<'a> {
    match user.kind {
        Kind::Program => Permanence::UsedByProgram,
        _ => Permanence::UsedBy { name: user.as_static().name.as_bytes(), namespace: user.namespace },
    }
}

#[cold]
fn trace_kept(object: ObjectRef, why: Permanence<'_>) {
    emit(&Event::NoDelete { name: object.name.as_bytes(), namespace: object.namespace, why });
}

#[cold]
fn trace_dependency(user: ObjectRef, provider: ObjectRef) {
    emit(&Event::RelocationDependency {
        name: display_name(provider),
        namespace: provider.namespace,
        by: display_name(user),
        by_namespace: user.namespace,
    });
}
