//! The relocations without symbols: DT_RELR and the RELATIVE prefix of DT_RELA, in tight loops without looking at kinds.
//!
//! In: an object and the `Writable` into which its stores may go. Out: the base added to its words. Must not: look at symbols.
//!
//! Half a million of these are no rarity, so the loops do nothing but compare with the window, add and store. What costs
//! most is not the loop but the page fault at each page's first store, for the kernel copies the page then. Where many
//! pages follow each other it is asked beforehand (`map::populate`), which saves the trap, not the copy.

use crate::bytes::{Table, Take};
use crate::elf::Rela;
use crate::error::{Error, RelocateError, Result, What};
use crate::link::object::ObjectRef;
use crate::mem::image::PAGE;
use crate::sys::map;

const WORD: usize = size_of::<usize>();
/// Fewer pages than these are left to faults.
const PAGES: usize = 8;
/// So many relocations are looked at together.
const STRETCH: usize = 256;
/// A stretch of no more bytes touches every one of its pages, or nearly.
const DENSE: usize = STRETCH * 256;

/// Where stores may go: the writable segment of the last one is remembered, as neighbours share it.
pub struct Writable {
    object: ObjectRef,
    window: Window,
}

/// A range of addresses that may be stored into.
#[derive(Clone, Copy)]
struct Window {
    start: usize,
    /// Where it starts, counted from the base of the object: what relocations say is compared without adding the base.
    offset: usize,
    /// Its length; 0: none yet.
    len: usize,
    /// At how many addresses from its start a word fits.
    words: usize,
}

impl Window {
    #[inline(always)]
    fn has_word(&self, address: usize) -> bool {
        address.wrapping_sub(self.start) < self.words
    }

    fn holds(&self, from: usize, to: usize) -> bool {
        self.start <= from && from <= to && to - self.start <= self.len
    }
}

impl Writable {
    pub fn of(object: ObjectRef) -> Writable {
        Writable { object, window: Window { start: 0, offset: 0, len: 0, words: 0 } }
    }

    /// The address, if a word may be stored there.
    #[inline(always)]
    pub fn word(&mut self, address: usize) -> Result<usize> {
        if self.window.has_word(address) { Ok(address) } else { self.look(address, WORD) }
    }

    /// Is a word there in the window of the last store?
    #[inline(always)]
    pub fn has_word(&self, address: usize) -> bool {
        self.window.has_word(address)
    }

    /// The address, if `size` bytes may be stored there.
    #[inline(always)]
    pub fn checked(&mut self, address: usize, size: usize) -> Result<usize> {
        let offset = address.wrapping_sub(self.window.start);
        if offset < self.window.len && size <= self.window.len - offset {
            return Ok(address);
        }
        self.look(address, size)
    }

    #[inline(never)]
    fn look(&mut self, address: usize, size: usize) -> Result<usize> {
        match self.object.image.store_window(address) {
            Some((start, end)) if size <= end.wrapping_sub(address) => {
                let len = end - start;
                let offset = start.wrapping_sub(self.object.image.bias);
                self.window = Window { start, offset, len, words: len.saturating_sub(WORD - 1) };
                Ok(address)
            }
            _ => {
                let at = address.wrapping_sub(self.object.image.bias) as u64;
                Err(Error::new(self.object.name.as_bytes(), What::Relocate(RelocateError::BadPlace(at))))
            }
        }
    }

    /// Has pages provided that are about to be stored into, if they lie in one window and are many.
    fn provide(&mut self, from: usize, to: usize) {
        let pages = to.saturating_sub(from) / PAGE;
        if pages >= PAGES && self.word(from).is_ok() && self.window.holds(from, to) {
            map::populate(from, to - from);
        }
    }
}

/// DT_RELR: the base is added to each place.
pub fn packed(writable: &mut Writable, object: ObjectRef) -> Result<()> {
    let bias = object.image.bias;
    let table = object.relocations.relr();
    // The word behind the last place covered; a bitmap before the first address names nothing.
    let mut next = None;
    for index in 0..table.len() {
        let Some(entry) = table.get(index) else { break };
        if entry & 1 == 0 {
            let at = bias.wrapping_add(entry as usize);
            let bitmaps = table.skip(index + 1).iter().take_while(|entry| entry & 1 != 0).count();
            writable.provide(at, at.saturating_add(bitmaps.saturating_mul(63 * WORD)));
            add(writable.word(at)?, bias);
            next = Some(at.wrapping_add(WORD));
            continue;
        }
        let Some(start) = next else { continue };
        next = Some(start.wrapping_add(63 * WORD));
        let mut bits = entry >> 1;
        if bits == 0 {
            continue;
        }
        let last = start.wrapping_add(WORD * (63 - bits.leading_zeros() as usize));
        // All of them lie in one window, mostly: looked at once.
        if writable.word(start).is_ok() && writable.window.holds(start, last.wrapping_add(WORD)) {
            // Tables of pointers: what comes is mostly the next word.
            let mut at = start;
            while bits != 0 {
                let gap = bits.trailing_zeros();
                bits >>= gap;
                at = at.wrapping_add(WORD * gap as usize);
                let run = bits.trailing_ones();
                bits = bits.checked_shr(run).unwrap_or(0);
                at = add_to(at, run, bias);
            }
            continue;
        }
        while bits != 0 {
            add(writable.word(start.wrapping_add(WORD * bits.trailing_zeros() as usize))?, bias);
            bits &= bits - 1;
        }
    }
    Ok(())
}

/// Adds the base to a word that `Writable` has found inside a writable segment.
#[inline(always)]
fn add(at: usize, bias: usize) {
    // SAFETY: `at` was checked: a word inside a writable segment of the object that is being relocated.
    unsafe { (at as *mut usize).write_unaligned((at as *const usize).read_unaligned().wrapping_add(bias)) };
}

/// The same for as many words from `at` on, four in a round; answers where they end.
#[inline(always)]
fn add_to(mut at: usize, words: u32, bias: usize) -> usize {
    for _ in 0..words / 4 {
        add(at, bias);
        add(at.wrapping_add(WORD), bias);
        add(at.wrapping_add(2 * WORD), bias);
        add(at.wrapping_add(3 * WORD), bias);
        at = at.wrapping_add(4 * WORD);
    }
    for _ in 0..words % 4 {
        add(at, bias);
        at = at.wrapping_add(WORD);
    }
    at
}

/// The RELATIVE prefix: base + addend, no symbol, no kind to look at.
pub fn relative(writable: &mut Writable, object: ObjectRef) -> Result<()> {
    let bias = object.image.bias;
    let mut rest = object.relocations.relative();
    // So many relocations from here on have been provided for.
    let mut provided = 0;
    while !rest.is_empty() {
        if provided == 0 {
            let (count, end) = run(rest);
            provided = count;
            if let Some(first) = rest.get(0) {
                writable.provide(bias.wrapping_add(first.offset as usize), bias.wrapping_add(end as usize));
            }
        }
        let stretch = rest.first(STRETCH);
        rest = rest.skip(STRETCH);
        provided = provided.saturating_sub(STRETCH);
        let window = writable.window;
        stretch.try_each(&mut Store { writable, window, bias })?;
    }
    Ok(())
}

/// Stores base + addend.
struct Store<'a> {
    writable: &'a mut Writable,
    /// That of `writable`: a copy stays in registers.
    window: Window,
    bias: usize,
}

impl Take<Rela, Error> for Store<'_> {
    #[inline(always)]
    fn take(&mut self, rela: Rela) -> Result<()> {
        let mut distance = (rela.offset as usize).wrapping_sub(self.window.offset);
        if distance >= self.window.words {
            (self.window, distance) = elsewhere(self.writable, self.window, distance)?;
        }
        let at = self.window.start.wrapping_add(distance) as *mut usize;
        // SAFETY: the window, a writable segment of the object, holds the word.
        unsafe { at.write_unaligned(self.bias.wrapping_add(rela.addend as usize)) };
        Ok(())
    }
}

/// The window in which a place lies that is not in the last one, and where in it. The place is told by its distance alone: to
/// hold its offset until here would cost every relocation an instruction.
#[inline(never)]
fn elsewhere(writable: &mut Writable, last: Window, distance: usize) -> Result<(Window, usize)> {
    let offset = last.offset.wrapping_add(distance);
    writable.word(writable.object.image.bias.wrapping_add(offset))?;
    Ok((writable.window, offset.wrapping_sub(writable.window.offset)))
}

/// How many relocations, in whole stretches, lie so close together that all pages between them will be stored into; and
/// where the last one's place ends.
fn run(table: Table<Rela>) -> (usize, u64) {
    let mut count = 0;
    let mut end = table.get(0).map_or(0, |first| first.offset);
    while let (Some(_), Some(last)) = (table.get(count), table.get((count + STRETCH).min(table.len()) - 1)) {
        // Linkers sort them by their places; whoever does not gets no pages.
        if last.offset < end || last.offset - end > DENSE as u64 {
            break;
        }
        end = last.offset.saturating_add(WORD as u64);
        count += STRETCH;
    }
    (count.max(STRETCH), end)
}
