//! What a search knows of directories: which there are, which exist, and which candidates need not be opened.
//!
//! In: what was seen so far (`plan/paths`, `listing`). Out: that a candidate is not there, and whether its directory is. Must
//! not: rule out what an open might find; answer for a search that must show every candidate.

use super::listing::{self, Key, Listings};
use crate::plan::paths::{Paths, Presence};

#[derive(Debug, Default)]
pub struct Known {
    pub paths: Paths,
    pub listings: Listings,
}

impl Known {
    /// A directory of a long search path is listed at first sight: that spares it a question for each of its
    /// subdirectories, and the first names. One that does not fit into a buffer waits until it has deserved it.
    pub fn survey(&mut self, index: usize) {
        let itself = self.itself();
        if self.paths.directories.presence(index, itself) == Presence::Unknown {
            let base = self.paths.prefix(index, itself).concat();
            self.listings.survey((index, itself), &base);
        }
    }

    /// The subdirectory that is the directory itself.
    pub fn itself(&self) -> usize {
        self.paths.subdirectories.list.len().saturating_sub(1)
    }

    /// Is a name known not to be in the directory itself?
    pub fn lacks(&mut self, index: usize, key: Key) -> bool {
        let (at, paths) = ((index, self.itself()), &self.paths);
        self.listings.rules_out(at, || paths.prefix(index, at.1).concat(), key)
    }

    /// What is known without opening the candidate: that it is not there, and whether its directory is. (Not of the
    /// system's directories: they are reached by what the cache does not have, rarely, and they are long.)
    pub fn ruled_out(&mut self, key: Key, index: usize, sub: usize) -> Option<Presence> {
        let itself = self.itself();
        match self.paths.directories.presence(index, sub) {
            Presence::Present => {
                let paths = &self.paths;
                let out = self.listings.rules_out((index, sub), || paths.prefix(index, sub).concat(), key);
                out.then_some(Presence::Present)
            }
            _ if sub == itself => {
                self.listings.is_known((index, sub)).then_some(())?;
                self.lacks(index, key).then_some(Presence::Present)
            }
            _ => {
                // `tls/haswell/` cannot be where `tls/` is not.
                let top = listing::key(self.paths.top_name(sub)?)?;
                if self.listings.is_known((index, itself)) && self.lacks(index, top) {
                    return Some(Presence::Missing);
                }
                let (paths, first) = (&self.paths, self.paths.first_below_top(sub));
                let absent = self.listings.is_absent((index, first), || paths.top(index, sub));
                absent.then_some(Presence::Missing)
            }
        }
    }
}
