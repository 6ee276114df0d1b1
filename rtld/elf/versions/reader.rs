//! Reading the chains of version records for the first time: every record is checked, and each version put where its index is.
//!
//! In: the records of DT_VERNEED or DT_VERDEF, as a view to the end of their segment. Out: `Indexed`, the versions by index; or
//! which structure is wrong, and where. Must not: believe what a file announces, a count or a link, beyond what fits into the view.

use super::{Entry, HIDDEN, INDEX, VER_FLG_BASE, VERDEF_REVISION, VERNEED_REVISION, link, reserve};
use crate::bytes::{Pod, Strings, View};
use crate::elf::{Verdaux, Verdef, Vernaux, Verneed};
use crate::error::ParseError;
use alloc::vec::Vec;

const REVISION: u16 = 1;

/// The versions by index, while they are read.
pub(super) struct Indexed {
    /// With room for as many as are announced, and more where that is too little.
    pub(super) entries: Vec<Entry>,
    /// One more than the highest index met.
    pub(super) end: usize,
    pub(super) definitions: usize,
    /// A definition has another version's index.
    pub(super) has_twins: bool,
}

impl Indexed {
    pub(super) fn with_room(count: usize) -> Result<Indexed, ParseError> {
        let mut table = Indexed { entries: Vec::new(), end: 0, definitions: 0, has_twins: false };
        table.make_room(count)?;
        Ok(table)
    }

    fn make_room(&mut self, count: usize) -> Result<(), ParseError> {
        let more = count.saturating_sub(self.entries.len());
        reserve(&mut self.entries, more)?;
        self.entries.resize(count, Entry::default());
        Ok(())
    }

    #[inline(always)]
    fn set(&mut self, index: u16, entry: Entry) -> Result<(), ParseError> {
        let index = usize::from(index & INDEX);
        if index >= self.entries.len() {
            // Announced were fewer: not one more each time.
            self.make_room(index.saturating_add(32))?;
        }
        if let Some(slot) = self.entries.get_mut(index) {
            let is_taken = slot.hash | slot.name != 0;
            self.has_twins |= is_taken && entry.name >= Entry::DEFINED;
            // No symbol has the file's own name for a version.
            if !is_taken || entry.name < Entry::BASE {
                *slot = entry;
            }
            self.end = self.end.max(index.saturating_add(1));
        }
        Ok(())
    }
}

/// Walks chains of records. Links are unsigned and relative, so a chain only goes forward and ends; but records
/// could overlap and chains be nested, so their total is bounded by what fits into the view without overlap.
pub(super) struct Reader {
    structure: &'static str,
    view: View,
    strings: Strings,
    left: usize,
}

impl Reader {
    pub(super) fn new(structure: &'static str, view: View, strings: Strings) -> Reader {
        // The smallest record, Verdaux, has 8 bytes.
        Reader { structure, view, strings, left: view.len() >> 3 }
    }

    fn wrong(&self, at: usize, value: u64) -> ParseError {
        ParseError { structure: self.structure, at: at as u64, value }
    }

    fn record<T: Pod>(&self, at: usize) -> Result<T, ParseError> {
        self.view.read(at).ok_or_else(|| self.wrong(at, 0))
    }

    /// The place of the name of the record at `at`.
    fn name(&self, at: usize, offset: u32) -> Result<u32, ParseError> {
        if (offset as usize) < self.strings.len() && offset <= Entry::NAME {
            return Ok(offset);
        }
        Err(self.wrong(at, u64::from(offset)))
    }

    /// The record that a link of the one at `at` leads to, if it is not the last.
    fn next(&mut self, at: usize, next: u32) -> Result<Option<usize>, ParseError> {
        if next == 0 {
            return Ok(None);
        }
        self.left = self.left.checked_sub(1).ok_or_else(|| self.wrong(at, u64::from(next)))?;
        Ok(link(at, next))
    }

    /// How many versions the records of files announce: each may claim any number, but together no more than fit.
    pub(super) fn announced(&self) -> usize {
        let (mut count, mut at) = (0usize, Some(0));
        while let Some(need) = at.and_then(|at| self.view.read::<Verneed>(at)) {
            count = count.saturating_add(usize::from(need.count));
            if count >= self.view.len() >> 4 {
                return self.fits(None);
            }
            at = at.and_then(|at| link(at, need.next));
        }
        count
    }

    /// As many as are stated, within reason.
    pub(super) fn fits(&self, stated: Option<u64>) -> usize {
        let stated = stated.and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
        stated.min(self.left).min(1024)
    }

    pub(super) fn needs(&mut self, table: &mut Indexed) -> Result<(), ParseError> {
        let mut at = Some(0);
        while let Some(place) = at {
            let need: Verneed = self.record(place)?;
            revision(place, need.version, VERNEED_REVISION)?;
            self.name(place, need.file)?;
            let mut aux = self.next(place, need.aux)?;
            while let Some(place) = aux {
                let needed: Vernaux = self.record(place)?;
                let kind = if needed.other & HIDDEN != 0 { Entry::HIDDEN } else { Entry::NEEDED };
                let name = self.name(place, needed.name)? | kind;
                table.set(needed.other, Entry { hash: needed.hash, name })?;
                aux = self.next(place, needed.next)?;
            }
            at = self.next(place, need.next)?;
        }
        Ok(())
    }

    pub(super) fn definitions(&mut self, table: &mut Indexed) -> Result<(), ParseError> {
        let mut at = Some(0);
        while let Some(place) = at {
            let definition: Verdef = self.record(place)?;
            revision(place, definition.version, VERDEF_REVISION)?;
            let Verdef { flags, index, hash, .. } = definition;
            // The first name is its own.
            let aux = place.checked_add(definition.aux as usize).ok_or_else(|| self.wrong(place, 0))?;
            let kind = if flags & VER_FLG_BASE != 0 { Entry::BASE } else { Entry::DEFINED };
            let name = self.name(aux, self.record::<Verdaux>(aux)?.name)? | kind;
            table.set(index, Entry { hash, name })?;
            table.definitions = table.definitions.saturating_add(1);
            at = self.next(place, definition.next)?;
        }
        Ok(())
    }
}

fn revision(at: usize, revision: u16, structure: &'static str) -> Result<(), ParseError> {
    if revision == REVISION {
        return Ok(());
    }
    Err(ParseError { structure, at: at as u64, value: u64::from(revision) })
}
