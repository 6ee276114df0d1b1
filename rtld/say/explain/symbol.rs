//! A symbol without a definition: where it was looked for, names that are near, and other copies that have it.
//!
//! In: the name and version. Out: lines. Must not: offer a copy without looking.

use super::places::{copy_has, places};
use super::{Lines, base_name, some};
use crate::elf::{SHN_UNDEF, Sym};
use crate::gather::Gather;
use crate::link::object::{Kind, Object, ObjectRef};
use crate::link::transaction::display_name;
use crate::say::fill::Value::Text;
use crate::sys::file;
use alloc::ffi::CString;

pub fn undefined(name: &[u8], version: Option<&[u8]>, to: &mut Lines) {
    let objects = to.occasion.scope();
    let searched = objects.iter().filter(|o| matches!(o.kind, Kind::Program | Kind::Library));
    let names = searched.map(|&o| base_name(display_name(o))).gather();
    to.line("looked in", "%0", &[Text(&some(&names, 8))]);
    let mut close = 0;
    for &object in &objects {
        for index in 1..object.symbols.count() {
            let Some(found) = object.symbols.get(index).filter(is_definition) else { continue };
            let Some(text) = object.symbols.name(&found) else { continue };
            let text = text.bytes();
            if text == name && version.is_some() {
                let has = object.version_of(index);
                let has = has.map_or(&b"no version"[..], |v| v.name.bytes());
                let values = [Text(display_name(object)), Text(name), Text(has)];
                to.line("but", "%0 has %1 with %2", &values);
                close += 1;
            } else if close < 3 && version.is_none() && is_near(name, text) {
                to.line("close", "%0 in %1", &[Text(text), Text(display_name(object))]);
                close += 1;
            }
        }
    }
    if !local(name, &objects, to) {
        other_copy(name, &objects, to);
    }
}

/// A library that has it and is in no scope.
fn local(name: &[u8], objects: &[ObjectRef], to: &mut Lines) -> bool {
    let loaded = to.occasion.objects();
    let has = |object: &&ObjectRef| {
        object.kind == Kind::Library && !objects.contains(object) && defines(object, name)
    };
    let Some(&object) = loaded.iter().find(has) else { return false };
    let values = [Text(display_name(object)), Text(name)];
    to.line("but", "%0 has %1, and was opened without RTLD_GLOBAL", &values);
    true
}

/// Another copy of a library that was searched, which has the symbol.
fn other_copy(name: &[u8], objects: &[ObjectRef], to: &mut Lines) {
    let places = places(to.occasion);
    for &object in objects.iter().filter(|object| object.kind == Kind::Library) {
        let base = base_name(display_name(object));
        for place in &places {
            let path = [place.directory.as_slice(), base].concat();
            if CString::new(path.as_slice()).ok().and_then(|path| file::stat(&path).ok()).is_none_or(|stat| {
                object.file().is_some_and(|own| own.dev == stat.dev && own.ino == stat.ino)
            }) {
                continue;
            }
            if copy_has(&path, &|copy| defines(copy, name)) {
                to.line("other copy", "%0 defines %1", &[Text(&path), Text(name)]);
                return to.line("", "but %0 was found first", &[Text(display_name(object))]);
            }
        }
    }
}

fn defines(object: &Object, name: &[u8]) -> bool {
    (1..object.symbols.count())
        .filter_map(|index| object.symbols.get(index))
        .filter(is_definition)
        .any(|symbol| object.symbols.name(&symbol).is_some_and(|found| found.bytes() == name))
}

fn is_definition(symbol: &Sym) -> bool {
    symbol.shndx != SHN_UNDEF && symbol.value != 0
}

/// One letter more, less, other or swapped; of short names too much would be near.
fn is_near(a: &[u8], b: &[u8]) -> bool {
    if a.len() < 4 || a.len().abs_diff(b.len()) > 1 || a == b {
        return false;
    }
    let same = |pairs: &mut dyn Iterator<Item = (&u8, &u8)>| pairs.take_while(|(x, y)| x == y).count();
    let start = same(&mut a.iter().zip(b));
    let (a, b) = (a.get(start..).unwrap_or(b""), b.get(start..).unwrap_or(b""));
    let end = same(&mut a.iter().rev().zip(b.iter().rev()));
    match (a.get(..a.len() - end), b.get(..b.len() - end)) {
        (Some([first, second]), Some([other, another])) => first == another && second == other,
        (Some(a), Some(b)) => a.len() <= 1 && b.len() <= 1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near() {
        assert!(is_near(b"foo_extra", b"foo_extr"));
        assert!(is_near(b"foo_extr", b"foo_extra"));
        assert!(is_near(b"foo_extra", b"fou_extra"));
        assert!(is_near(b"foo_extra", b"foo_exrta"));
        assert!(!is_near(b"foo_extra", b"foo_extra"));
        assert!(!is_near(b"foo_extra", b"foo_ext"));
        assert!(!is_near(b"abc", b"abd"));
    }
}
