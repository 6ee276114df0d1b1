//! Notes: what tools left in a file for others to read (gABI, "Note Section").
//!
//! In: the bytes of a PT_NOTE or PT_GNU_PROPERTY. Out: the GNU ones, and the build-id among them. A malformed note ends the
//! reading: nothing is wrong with the object itself. Must not: know what they are for.

use crate::bytes::View;

pub const NT_GNU_BUILD_ID: u32 = 3;
pub const NT_GNU_PROPERTY_TYPE_0: u32 = 5;

/// The hash that ld computes of what it links, by which a build is known (`--build-id=sha1`, the default).
pub type BuildId = [u8; 20];

/// A note whose owner is "GNU".
pub struct Note {
    pub kind: u32,
    pub description: View,
}

/// The GNU notes in `view`; `align` is that of its segment: names and descriptors are padded to it.
pub fn gnu(view: View, align: usize) -> impl Iterator<Item = Note> {
    let mut rest = Some(view);
    let all = core::iter::from_fn(move || {
        let (note, behind) = first(rest?, align)?;
        rest = behind;
        Some(note)
    });
    all.flatten()
}

/// Elf64_Nhdr is n_namesz, n_descsz, n_type; then the name and, aligned, the descriptor. The note, if it is a GNU one, and what
/// follows.
fn first(view: View, align: usize) -> Option<(Option<Note>, Option<View>)> {
    let (name_size, size, kind) = (view.read::<u32>(0)?, view.read::<u32>(4)?, view.read::<u32>(8)?);
    let start = (name_size as usize).checked_add(12)?.checked_next_multiple_of(align)?;
    let description = view.slice(start, size as usize)?;
    let is_gnu = name_size == 4 && view.read(12) == Some(u32::from_le_bytes(*b"GNU\0"));
    let next = (size as usize).checked_next_multiple_of(align).and_then(|size| start.checked_add(size));
    Some((is_gnu.then_some(Note { kind, description }), next.and_then(|next| view.from(next))))
}

/// The build-id in `view`.
pub fn build_id(view: View, align: usize) -> Option<BuildId> {
    let note = gnu(view, align).find(|note| note.kind == NT_GNU_BUILD_ID)?;
    note.description.bytes(0).filter(|_| note.description.len() == size_of::<BuildId>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::vec::Vec;

    fn note(name: &[u8; 4], kind: u32, description: &[u8]) -> Vec<u8> {
        let words = [4, description.len() as u32, kind].map(u32::to_le_bytes);
        let mut note = [words.as_flattened(), name, description].concat();
        note.resize(note.len().next_multiple_of(4), 0);
        note
    }

    #[test]
    fn a_build_id_is_found_among_others() {
        let id: BuildId = core::array::from_fn(|i| i as u8);
        let others = [note(b"GNU\0", 1, &[1; 5]), note(b"Go\0\0", NT_GNU_BUILD_ID, &[7; 20])].concat();
        let all = [others.clone(), note(b"GNU\0", NT_GNU_BUILD_ID, &id)].concat();
        let all: &'static [u8] = all.leak();
        assert_eq!(build_id(View::of(all), 4), Some(id));
        assert_eq!(build_id(View::of(others.leak()), 4), None);
        assert_eq!(build_id(View::of(note(b"GNU\0", NT_GNU_BUILD_ID, &[7; 16]).leak()), 4), None);
        for cut in 0..all.len() {
            assert_eq!(build_id(View::of(&all[..cut]), 4), None);
        }
        for align in [0, 1, 3, usize::MAX] {
            let _ = build_id(View::of(all), align);
        }
    }
}
