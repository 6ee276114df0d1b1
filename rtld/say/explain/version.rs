//! A version that the library found does not have: what it is needed for, how far the file goes, and a copy that has it.
//!
//! In: the version error. Out: lines. Must not: offer a copy without looking.

use super::advice::library_path;
use super::places::{copy_has, places};
use super::{Lines, base_name, some};
use crate::bytes::Name;
use crate::error::{VersionError, VersionErrorKind};
use crate::gather::Gather;
use crate::link::object::{Object, ObjectRef};
use crate::link::transaction::display_name;
use crate::say::fill::Value::{self, Text};
use crate::trace::Rule;
use alloc::vec::Vec;

pub fn lacks(error: &VersionError, to: &mut Lines) {
    if error.kind != VersionErrorKind::NotFound {
        return;
    }
    let objects = to.occasion.objects();
    let called = |name: &[u8]| objects.iter().copied().find(|&object| display_name(object) == name);
    if let Some(requirer) = called(&error.requirer) {
        let names = symbols_of_version(requirer, &error.version);
        to.line("needed for", "%0", &[Text(&some(&names, 6))]);
    }
    if let Some(provider) = called(&error.provider) {
        let offered = provider
            .versions
            .definitions(&provider.image, provider.symbols.strings())
            .filter(|d| !d.base)
            .map(|d| d.name.bytes())
            .gather();
        // The last ones are the newest: what matters is how far it goes.
        let (older, newest) = offered.split_at(offered.len().saturating_sub(6));
        let before = Value::word(if older.is_empty() { "" } else { "... " });
        to.line("file has", "%0%1", &[before, Text(&some(newest, 6))]);
        other_copy(error, provider, to);
    }
}

/// Another copy, which has the version.
fn other_copy(error: &VersionError, provider: ObjectRef, to: &mut Lines) {
    for place in places(to.occasion) {
        let path = [place.directory.as_slice(), base_name(&error.provider)].concat();
        let has = |object: &Object| {
            object
                .versions
                .definitions(&object.image, object.symbols.strings())
                .any(|defined| defined.name.bytes() == error.version.as_slice())
        };
        if path != error.provider && copy_has(&path, &has) {
            to.line("other copy", "%0 has %1", &[Text(&path), Text(&error.version)]);
            // An RPATH comes before the variable.
            if provider.state().rule.get().is_some_and(|rule| !matches!(rule, Rule::Rpath | Rule::Path)) {
                library_path(place.bare(), to);
            }
            return;
        }
    }
}

fn symbols_of_version(object: ObjectRef, version: &[u8]) -> Vec<&'static [u8]> {
    let of_version = |index: &usize| {
        let found = object.version_of(*index);
        found.is_some_and(|v| v.name.bytes() == version)
    };
    let name = |index| object.symbols.name(&object.symbols.get(index)?).map(Name::bytes);
    (1..object.symbols.count()).filter(of_version).filter_map(name).gather()
}
