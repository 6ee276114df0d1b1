//! What hardly an object has, in a box of its own: the others have a null pointer.
//!
//! In: the first thing of the kind. Out: the same, as long as the object. Must not: be made where it is only asked for.

use super::{Object, ObjectRef};
use crate::elf::Phdr;
use crate::link::audit::AUDITORS;
use crate::link::audit_bind::Slot;
use crate::link::providers::Providers;
use crate::link::scope::SearchList;
use crate::link::tls::relocate::Descriptor;
use crate::mem::cell::RefCell;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::cell::{OnceCell, UnsafeCell};
use core::sync::atomic::Ordering;

/// The auditors' words for an object: a cookie and bind flags each.
pub type Cookies = [UnsafeCell<[usize; 2]>; AUDITORS];

/// What hardly an object has: made, under the load lock, for the first that it has of it; then it stays.
#[derive(Default)]
pub(super) struct Rare {
    /// Program headers that no segment holds.
    own_phdrs: OnceCell<Vec<Phdr>>,
    symbolic: OnceCell<SearchList>,
    cookies: OnceCell<Box<Cookies>>,
    reldeps: Providers,
    audit_slots: OnceCell<Vec<Slot>>,
    /// Its GOT holds their addresses.
    #[expect(clippy::vec_box, reason = "they may not move")]
    descriptors: RefCell<Vec<Box<Descriptor>>>,
}

impl Object {
    fn rare(&self) -> Option<&Rare> {
        // SAFETY: null, or a box that `make_rare` leaked and `drop` frees.
        unsafe { self.rare.load(Ordering::Acquire).as_ref() }
    }

    /// Program headers that no segment holds. Before any other thread knows the object.
    pub(super) fn keep_phdrs(&self, own: Vec<Phdr>) {
        let _ = self.make_rare().own_phdrs.set(own);
    }

    pub(super) fn own_phdrs(&self) -> Option<&[Phdr]> {
        Some(self.rare()?.own_phdrs.get()?)
    }

    #[inline(never)]
    fn make_rare(&self) -> &Rare {
        self.rare().unwrap_or_else(|| {
            let rare = Box::leak(Box::<Rare>::default());
            self.rare.store(rare, Ordering::Release);
            rare
        })
    }

    /// A list of only this object: first in scope when DT_SYMBOLIC asks for it. `None`: it has never been asked for.
    pub fn symbolic(&self) -> Option<&SearchList> {
        self.rare()?.symbolic.get()
    }

    /// What auditors keep of the object; `None`: it was never introduced to any.
    pub fn cookies(&self) -> Option<&Cookies> {
        self.rare()?.cookies.get().map(|cookies| &**cookies)
    }

    /// Room for what auditors will keep, before any other thread knows the object.
    pub fn make_cookies(&self) -> &Cookies {
        let make = || Box::new([const { UnsafeCell::new([0; 2]) }; AUDITORS]);
        self.make_rare().cookies.get_or_init(make)
    }

    /// The objects it was found to use beyond those it needs.
    pub fn reldeps(&self) -> &[ObjectRef] {
        self.rare().map_or(&[], |rare| rare.reldeps.objects())
    }

    /// To change them.
    pub fn own_reldeps(&self) -> &Providers {
        &self.make_rare().reldeps
    }

    /// What is known of each PLT slot, if auditors watch its bindings. Read without a lock.
    pub fn audit_slots(&self) -> Option<&[Slot]> {
        Some(self.rare()?.audit_slots.get()?)
    }

    /// Before relocation.
    pub fn watch_slots(&self, slots: Vec<Slot>) {
        let _ = self.make_rare().audit_slots.set(slots);
    }

    /// Keeps what a dynamic TLS descriptor of the object reads, as long as the object.
    pub fn keep_descriptor(&self, descriptor: Descriptor) -> *const Descriptor {
        let descriptor = Box::new(descriptor);
        let address = &raw const *descriptor;
        self.make_rare().descriptors.borrow_mut().push(descriptor);
        address
    }
}

impl ObjectRef {
    /// The list of only this object.
    pub fn symbolic_list(self) -> &'static SearchList {
        self.as_static().make_rare().symbolic.get_or_init(|| {
            let list = SearchList::empty();
            list.fill(&[self]);
            list
        })
    }
}

impl Drop for Object {
    fn drop(&mut self) {
        let rare = *self.rare.get_mut();
        if !rare.is_null() {
            // SAFETY: `make_rare` leaked the box; the object's readers have left.
            drop(unsafe { Box::from_raw(rare) });
        }
    }
}
