//! STB_GNU_UNIQUE: symbols of which a namespace has one definition, whoever defines them too.
//!
//! In: a unique definition that a lookup found, or a COPY that a program made of one. Out: the definition that all of the
//! namespace shall use. C++ asks for it (gcc(1), -fgnu-unique: static data of templates and of inline functions): two libraries
//! that both instantiate a template, each opened RTLD_LOCAL, share its variables all the same. So the first definition that
//! is bound stays the one, and its object can never be unloaded. Must not: be asked about any other symbol.

use crate::bytes::Name;
use crate::link::definition::Definition;
use crate::link::depend;
use crate::link::linker::linker;
use crate::link::object::ObjectRef;
use crate::mem::lock;
use crate::plan::lookup::{Class, Wanted};
use crate::sort::Ordered;
use crate::trace::Permanence;

/// A symbol's one definition.
#[derive(Clone, Copy)]
struct Unique {
    /// Of its name.
    hash: u32,
    object: ObjectRef,
    index: usize,
}

impl Unique {
    /// The object's own, which stays, or is taken out before it goes.
    fn name(&self) -> &[u8] {
        let symbols = &self.object.symbols;
        let name = symbols.get(self.index).and_then(|symbol| symbols.name(&symbol));
        name.map_or(&[], Name::bytes)
    }

    /// The table is sorted by hash; names are looked at where these are equal.
    fn is_before(&self, other: &Unique) -> bool {
        self.hash < other.hash || (self.hash == other.hash && self.name() < other.name())
    }
}

/// The one definition of each name in a namespace.
pub struct Table(Ordered<Unique>);

impl Table {
    pub const EMPTY: Table = Table(Ordered::EMPTY);

    fn find(&mut self, hash: u32, name: Name) -> Option<&mut Unique> {
        self.0.find(|unique| unique.hash.cmp(&hash).then_with(|| unique.name().cmp(name.bytes())))
    }

    fn add(&mut self, unique: Unique) -> Unique {
        self.0.add(unique, Unique::is_before);
        unique
    }

    /// These objects go.
    pub fn remove(&mut self, dead: &[ObjectRef]) {
        self.0.retain(|unique| !dead.contains(&unique.object), Unique::is_before);
    }
}

/// The definition that counts in place of a unique one that was found; the first that ever is. Its object stays for ever.
#[cold]
pub fn only(wanted: &Wanted<'_>, found: Definition) -> Definition {
    let _guard = lock::enter();
    // A COPY in the program takes the symbol's place for everybody.
    let copied = wanted.class.has(Class::COPY);
    let space = &linker().namespaces[found.object.namespace];
    let mut table = space.unique.borrow_mut();
    let new = Unique { hash: key(wanted.hashes.gnu), object: found.object, index: found.index };
    let Unique { object, index, .. } = match table.find(new.hash, wanted.name) {
        Some(known) => *known,
        None => table.add(new),
    };
    if copied {
        return found;
    }
    drop(table);
    depend::keep(object, Permanence::UniqueSymbol);
    match object.symbols.get(index) {
        Some(symbol) => Definition { object, index, symbol },
        None => found,
    }
}

/// Without the hash's lowest bit, which is not known if the hash comes from a hash table.
fn key(hash: u32) -> u32 {
    hash | 1
}

/// Makes the program's copy the one definition of a unique symbol (it was COPYed there).
pub fn copied(name: Name, object: ObjectRef, index: usize) {
    let new = Unique { hash: key(name.gnu_hash()), object, index };
    let mut table = linker().namespaces[object.namespace].unique.borrow_mut();
    match table.find(new.hash, name) {
        Some(known) => *known = new,
        None => drop(table.add(new)),
    }
}
