//! The namespaces: what is loaded, what is global, and what is known of that.
//!
//! In: objects, as they are listed. Out: `Namespaces`, by number. Under the load lock, or while there is one thread. Must not: decide
//! what belongs into which.
//!
//! Every process has the base namespace, hardly one has another: the rest is made when the first of them is asked for.

use crate::link::exports::Exports;
use crate::link::names::Names;
use crate::link::object::ObjectRef;
use crate::link::scope::SearchList;
use crate::link::unique;
use crate::mem::cell::RefCell;
use crate::plan;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::cell::{Cell, OnceCell};
use core::ops::Index;

/// How many namespaces there can be (glibc's DL_NNS).
pub const NAMESPACES: usize = plan::tls::NAMESPACES as usize;

/// The base namespace: the program's own (LM_ID_BASE of dlmopen(3)).
pub const BASE: usize = 0;

pub struct Namespaces {
    base: Namespace,
    others: OnceCell<Box<[Namespace; NAMESPACES - 1]>>,
}

impl Default for Namespaces {
    fn default() -> Namespaces {
        Namespaces::new()
    }
}

impl Namespaces {
    pub const fn new() -> Namespaces {
        Namespaces { base: Namespace::new(), others: OnceCell::new() }
    }

    /// Those that can have an object, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Namespace> + ExactSizeIterator {
        let others = self.others.get().map_or(&[][..], |others| &others[..]);
        (0..others.len() + 1).map(move |number| others.get(number.wrapping_sub(1)).unwrap_or(&self.base))
    }

    /// Namespace `number`, if there is one.
    pub fn get(&self, number: usize) -> Option<&Namespace> {
        self.iter().nth(number)
    }

    #[cold]
    #[inline(never)]
    fn other(&self, number: usize) -> &Namespace {
        let others = self.others.get_or_init(|| Box::new([const { Namespace::new() }; NAMESPACES - 1]));
        &others[number - 1]
    }
}

impl Index<usize> for Namespaces {
    type Output = Namespace;

    #[inline(always)]
    fn index(&self, number: usize) -> &Namespace {
        if number == BASE { &self.base } else { self.other(number) }
    }
}

pub struct Namespace {
    /// In load order, the order of the link map list.
    pub objects: RefCell<Vec<ObjectRef>>,
    /// Objects opened RTLD_GLOBAL; the program's own search list in the base namespace.
    pub global: Cell<Option<&'static SearchList>>,
    /// The memory behind `global`, with room to grow.
    pub global_room: RefCell<Vec<ObjectRef>>,
    pub unique: RefCell<unique::Table>,
    /// The index of `global`, kept between dlopens that use it.
    pub exports: Cell<Option<Exports>>,
    /// How many objects lookups have walked past in `global` since it was indexed last.
    pub walked: Cell<usize>,
    pub libc: Cell<Option<ObjectRef>>,
    /// What `objects` are called; made when there are many.
    pub names: RefCell<Option<Names>>,
    /// Some object of it waits for its dlopen to be committed to become permanent.
    pub awaits_permanence: Cell<bool>,
    /// Some object may have lost its last user, and no dlclose has looked: the next one looks at all of them.
    pub unsettled: Cell<bool>,
}

impl Namespace {
    const fn new() -> Namespace {
        Namespace {
            objects: RefCell::new(Vec::new()),
            global: Cell::new(None),
            global_room: RefCell::new(Vec::new()),
            unique: RefCell::new(unique::Table::EMPTY),
            exports: Cell::new(None),
            walked: Cell::new(0),
            libc: Cell::new(None),
            names: RefCell::new(None),
            awaits_permanence: Cell::new(false),
            unsettled: Cell::new(false),
        }
    }

    pub fn first(&self) -> Option<ObjectRef> {
        self.objects.borrow().first().copied()
    }

    /// The list that every object of the namespace searches: the global scope, or in a namespace where nothing was made global
    /// yet that of its first object.
    pub fn seen_by_all(&self) -> Option<&'static SearchList> {
        self.global.get().or_else(|| Some(&self.first()?.as_static().searchlist))
    }

    pub fn is_empty(&self) -> bool {
        // SAFETY: as in `list`.
        unsafe { self.objects.peek(Vec::is_empty) }
    }

    /// Moves one object to the place before another; not before the first, which names the namespace.
    pub fn move_before(&self, object: ObjectRef, other: ObjectRef) {
        let mut objects = self.objects.borrow_mut();
        let place = |wanted: ObjectRef| objects.iter().position(|&known| known == wanted);
        let (Some(from), Some(to)) = (place(object), place(other)) else { return };
        if from == 0 || to == 0 {
            return;
        }
        let after_removal = if from < to { to - 1 } else { to };
        let moved = objects.remove(from);
        objects.insert(after_removal, moved);
        drop(self.names.take());
    }

    /// A copy of the list, for walks that call foreign code. The load lock is held.
    pub fn list(&self) -> Vec<ObjectRef> {
        // SAFETY: nobody else changes it, by the lock, and a copy changes nothing.
        unsafe { self.objects.peek(Vec::clone) }
    }

    /// Appends to the global scope. Readers may be inside: the array grows in place, or is replaced by a larger
    /// copy and the old one left to them.
    pub fn extend_global(&self, list: &'static SearchList, more: &[ObjectRef]) {
        let mut room = self.global_room.borrow_mut();
        if room.is_empty() {
            room.extend_from_slice(list.objects());
        }
        if room.capacity() < room.len() + more.len() {
            let mut larger = Vec::with_capacity((room.len() + more.len()) * 2 + 8);
            larger.extend_from_slice(&room);
            // Leaked on purpose: a reader that loaded the old pointer may still be walking it.
            core::mem::forget(core::mem::replace(&mut *room, larger));
        }
        room.extend_from_slice(more);
        list.publish(room.as_ptr(), room.len());
    }
}
