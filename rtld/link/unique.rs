//! STB_GNU_UNIQUE: symbols of which a namespace has one definition, whoever defines them too.
//!
//! In: a unique definition that a lookup found, or a COPY that a program made of one. Out: the definition that all of the
//! namespace shall use. C++ asks for it (gcc(1), -fgnu-unique: static data of templates and of inline functions): two libraries
//! that both instantiate a template, each opened RTLD_LOCAL, share its variables all the same. So the first definition that
//! is bound stays the one, and its object can never be unloaded. Must not: be asked about any other symbol.

use crate::bytes::Name;
use crate::link::depend;
use crate::link::linker::{Unique, UniqueName, linker};
use crate::link::lookup::Definition;
use crate::link::object::ObjectRef;
use crate::mem::lock;
use crate::plan::lookup::{Class, Wanted};
use crate::trace::Permanence;

/// The definition that counts in place of a unique one that was found; the first that ever is. Its object stays for ever.
#[cold]
pub fn only(wanted: &Wanted<'_>, found: Definition) -> Definition {
    let _guard = lock::enter();
    // By the name that the definer has, which stays as it does.
    let own = found.object.symbols.name(&found.symbol).unwrap_or(wanted.name);
    let key = UniqueName::of(wanted.hashes.gnu, own);
    // A COPY in the program takes the symbol's place for everybody.
    let copied = wanted.class.has(Class::COPY);
    let space = &linker().namespaces[found.object.namespace];
    let mut table = space.unique.borrow_mut();
    let entry = table.entry(key).or_insert(Unique { object: found.object, index: found.index });
    if copied {
        return found;
    }
    let (object, index) = (entry.object, entry.index);
    drop(table);
    depend::keep(object, Permanence::UniqueSymbol);
    match object.symbols.get(index) {
        Some(symbol) => Definition { object, index, symbol },
        None => found,
    }
}

/// Makes the program's copy the one definition of a unique symbol (it was COPYed there).
pub fn copied(name: Name, object: ObjectRef, index: usize) {
    let key = UniqueName::of(name.gnu_hash(), name);
    linker().namespaces[object.namespace].unique.borrow_mut().insert(key, Unique { object, index });
}
