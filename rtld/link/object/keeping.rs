//! Which objects an object keeps loaded, and how many keep it.
//!
//! In: what an object needs, in the order of its constructors, and what it was found to use beyond. Out: the same, for whoever walks;
//! and the number of users, by which dlclose knows without looking at every object that nobody has use for one. Must not: unload
//! anything. Changed under the load lock.
//!
//! Only objects of one namespace count: each namespace is swept by itself.

use super::ObjectRef;
use crate::link::linker::linker;

impl ObjectRef {
    /// What it needs, then what it uses: one object as often as it is named.
    pub fn kept(self) -> impl Iterator<Item = ObjectRef> {
        let object = self.as_static();
        object.state().initfini.objects().iter().chain(object.reldeps()).copied()
    }

    /// The same, but for what another namespace keeps.
    pub fn kept_beside(self) -> impl Iterator<Item = ObjectRef> {
        self.kept().filter(move |provider| provider.namespace == self.namespace)
    }

    /// What it needs, itself first.
    pub fn set_initfini(self, objects: &[ObjectRef]) {
        let initfini = &self.as_static().state().initfini;
        self.replaced(initfini.objects(), objects);
        initfini.set(objects);
    }

    /// It uses one more.
    pub fn add_reldep(self, provider: ObjectRef) {
        self.replaced(&[], &[provider]);
        self.own_reldeps().add(provider);
    }

    pub fn set_reldeps(self, providers: &[ObjectRef]) {
        self.replaced(self.reldeps(), providers);
        self.own_reldeps().set(providers);
    }

    /// It goes: those that it kept have a user less.
    pub fn lets_go(self) {
        self.kept_beside().for_each(|provider| provider.count(-1));
    }

    fn replaced(self, before: &[ObjectRef], after: &[ObjectRef]) {
        let beside = |objects: &[ObjectRef], change| {
            let own = objects.iter().filter(|provider| provider.namespace == self.namespace);
            own.for_each(|provider| provider.count(change));
        };
        beside(after, 1);
        beside(before, -1);
        // Who is in use no more for another reason than a dlclose is found by the next one.
        if before.iter().any(|provider| !after.contains(provider)) {
            linker().namespaces[self.namespace].unsettled.set(true);
        }
    }

    fn count(self, change: i32) {
        let users = &self.as_static().state().users;
        users.set(users.get().wrapping_add_signed(change));
    }
}
