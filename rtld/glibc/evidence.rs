//! Which layout does this libc.so.6 have? Asked of the file itself.
//!
//! In: a mapped, not yet relocated libc.so.6, through [`LibcImage`]. Out: the one table of `tables/` that agrees
//! with it in everything looked at, or [`UnknownLibc`] with what was found. No code of libc is run. Called by
//! `glibc/mod` once per libc, before any `link_map` is filled. Must not: guess.
//!
//! The version alone does not identify a layout: release branches and distributions change private
//! structures. Three kinds of evidence are compared:
//! * the version string (`__nptl_version`; before 2.34 what `gnu_get_libc_version` returns);
//! * the `_thread_db_*` constants, by which libc describes its structures to debuggers
//!   (`nptl_db/db_info.c`): descriptors of three `u32`, {bits, count, offset}, or a plain size;
//! * code: `_dl_find_object`, `clock_gettime` and `_dl_mcount_wrapper` begin by loading the address of
//!   `_rtld_global_ro` and then use one field of it; `__cxa_thread_atexit_impl` takes a lock of `_rtld_global` and counts
//!   in a `link_map`; and `__libc_early_init`, with the functions it calls, passes tunable ids to `__tunable_get_val`
//!   (ids shift while layouts stay equal). Any of them may begin with `endbr64`.

use super::layout::{Fingerprint, Ids, Layout, Version};
use super::tables;
use crate::arch::native::code;
use crate::bytes::{Name, Owned, View};
use crate::say::{Number, Sink};
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::cell::Cell;
use core::ffi::CStr;

/// A defined symbol: the address it has in the image, and its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SymbolAt {
    pub address: u64,
    pub size: u64,
}

/// A name to be looked for. Two registers hold it: three words would be a constant with an address in it, to be relocated at every
/// start.
#[derive(Clone, Copy, Debug)]
pub struct Sought {
    pub name: Name,
    /// That of DT_GNU_HASH.
    pub hash: u32,
}

impl Sought {
    pub const fn of(name: &'static CStr) -> Sought {
        Sought { name: Name::of(name), hash: Name::gnu_hash_of(name) }
    }
}

/// A name whose hash is computed when this is compiled.
macro_rules! sought {
    ($name:literal) => {
        const { Sought::of($name) }
    };
}

/// What the choice needs of a libc. Addresses are those of the image, in whatever numbering it likes, as long
/// as symbols, slots and bytes share it.
pub trait LibcImage {
    /// The definition of this name, any version.
    fn symbol(&self, name: Sought) -> Option<SymbolAt>;
    /// The bytes from `address` on, as far as they are mapped in one piece.
    fn bytes(&self, address: u64) -> View;
    /// Where the relocation for calls of this imported function stores (R_X86_64_JUMP_SLOT or GLOB_DAT).
    fn import_slot(&self, name: &CStr) -> Option<u64>;
}

/// No table fits: this is what the file says about itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownLibc {
    pub observed: Fingerprint,
}

impl UnknownLibc {
    /// "2.36 (slotinfo 4208, stacks 4264/4280, ...)", to be quoted in a report.
    pub fn text(&self) -> Vec<u8> {
        let o = &self.observed;
        let offsets = [
            (" (slotinfo ", o.slotinfo_list),
            (", stacks ", o.stack_used),
            ("/", o.stack_user),
            (", tls ", o.tls_modid),
            ("/", o.tls_offset),
            (", pthread ", o.sizeof_pthread),
            (" ", o.list),
            ("/", o.tid),
            ("/", o.report_events),
            ("/", o.dtvp),
            (", find_object ", o.find_object),
            (", clock_gettime ", o.clock_gettime),
            (", mcount ", o.mcount),
            (", load_lock ", o.load_lock),
            (", tls_dtor_count ", o.tls_dtor_count),
        ];
        let mut text = o.version.text().as_bytes().owned();
        for (label, offset) in offsets {
            text.put(label.as_bytes());
            text.number(Number::Signed(offset.map_or(-1, i64::from)));
        }
        text.put(b", tunables [");
        for (index, &id) in o.tunable_ids.as_slice().iter().enumerate() {
            text.put(if index == 0 { b"" } else { b", " });
            text.number(Number::Decimal(u64::from(id)));
        }
        text.put(b"])");
        text
    }
}

/// The layout that agrees in everything.
pub fn choose(image: &dyn LibcImage) -> Result<&'static Layout, Box<UnknownLibc>> {
    let observed = observe(image);
    known(&observed).ok_or_else(|| Box::new(UnknownLibc { observed }))
}

/// The layout of which this was seen.
pub fn known(observed: &Fingerprint) -> Option<&'static Layout> {
    let mut same = tables::ALL.iter().filter(|layout| layout.version == observed.version);
    same.find(|layout| Fingerprint::of(layout).is_met_by(observed))
}

/// The release by its own word: N of "2.N".
pub fn release(image: &dyn LibcImage) -> Option<u16> {
    Reader::new(image).version()?.release()
}

/// Everything looked at; `None` is an observation too (2.31's libc.so.6 has no `_thread_db_*`).
pub fn observe(image: &dyn LibcImage) -> Fingerprint {
    let image = Reader::new(image);
    // One search: an image may look through all its relocations for it.
    let ro = image.image.import_slot(c"_rtld_global_ro");
    let (load_lock, tls_dtor_count) = image.thread_exit_fields();
    Fingerprint {
        version: image.version().unwrap_or(Version::UNKNOWN),
        slotinfo_list: image.described(sought!(c"_thread_db_rtld_global__dl_tls_dtv_slotinfo_list")),
        stack_used: image.described(sought!(c"_thread_db_rtld_global__dl_stack_used")),
        stack_user: image.described(sought!(c"_thread_db_rtld_global__dl_stack_user")),
        tls_modid: image.described(sought!(c"_thread_db_link_map_l_tls_modid")),
        tls_offset: image.described(sought!(c"_thread_db_link_map_l_tls_offset")),
        sizeof_pthread: image.plain(sought!(c"_thread_db_sizeof_pthread")),
        list: image.described(sought!(c"_thread_db_pthread_list")),
        tid: image.described(sought!(c"_thread_db_pthread_tid")),
        report_events: image.described(sought!(c"_thread_db_pthread_report_events")),
        dtvp: image.described(sought!(c"_thread_db_pthread_dtvp")),
        find_object: image.field_used_first(sought!(c"_dl_find_object"), ro),
        clock_gettime: image.field_used_first(sought!(c"clock_gettime"), ro),
        mcount: image.field_used_first(sought!(c"_dl_mcount_wrapper"), ro),
        load_lock,
        tls_dtor_count,
        tunable_ids: image.early_tunables().unwrap_or(Ids::NONE),
    }
}

const ENDBR64: [u8; 4] = [0xf3, 0x0f, 0x1e, 0xfa];
/// What direct calls, direct jumps, and moves of a number to %edi begin with.
const CALL: u8 = 0xe8;
const JUMP: u8 = 0xe9;
const MOV_TO_EDI: u8 = 0xbf;
/// How far into a function called by `__libc_early_init` calls are looked for.
const REACH: u64 = 256;
/// How far before a call its first argument is set.
const BEFORE: usize = 64;
/// How far into a function the address of `_rtld_global_ro` is loaded, and how soon it is used.
const NEAR: u64 = 64;
const SOON: u64 = 32;
/// No tunable id is as large; any larger immediate is a part of something else.
const IDS: u32 = 128;

struct Reader<'a> {
    image: &'a dyn LibcImage,
    /// The bytes last asked for, from their address on: most questions are about the same segment.
    near: Cell<(u64, View)>,
}

impl<'a> Reader<'a> {
    fn new(image: &'a dyn LibcImage) -> Reader<'a> {
        Reader { image, near: Cell::new((0, View::EMPTY)) }
    }

    /// The bytes from an address to the end of its segment.
    #[inline(always)]
    fn bytes(&self, address: u64) -> View {
        let (start, view) = self.near.get();
        match view.from(address.wrapping_sub(start) as usize) {
            Some(rest) if !rest.is_empty() => rest,
            _ => self.bytes_elsewhere(address),
        }
    }

    #[inline(never)]
    fn bytes_elsewhere(&self, address: u64) -> View {
        let view = self.image.bytes(address);
        self.near.set((address, view));
        view
    }

    fn array<const N: usize>(&self, address: u64) -> Option<[u8; N]> {
        self.bytes(address).bytes(0)
    }

    fn byte(&self, address: u64) -> Option<u8> {
        self.bytes(address).read(0)
    }

    fn word(&self, address: u64) -> Option<u32> {
        self.bytes(address).read(0)
    }

    /// The target of a 32-bit displacement stored at `address`: it counts from its own end.
    fn relative(&self, address: u64) -> Option<u64> {
        let displacement = self.word(address)? as i32;
        address.checked_add(4)?.checked_add_signed(displacement.into())
    }

    /// Where the code of a function begins, behind `endbr64`.
    fn body(&self, address: u64) -> Option<u64> {
        match self.array(address) {
            Some(ENDBR64) => address.checked_add(4),
            _ => Some(address),
        }
    }

    fn version(&self) -> Option<Version> {
        let address = match self.image.symbol(sought!(c"__nptl_version")) {
            Some(symbol) => symbol.address,
            None => {
                // lea text(%rip), %rax
                let code = self.body(self.image.symbol(sought!(c"gnu_get_libc_version"))?.address)?;
                if self.array(code)? != [0x48, 0x8d, 0x05] {
                    return None;
                }
                self.relative(code.checked_add(3)?)?
            }
        };
        let mut text = [0; 7];
        let mut len = 0;
        while let Some(place) = text.get_mut(len) {
            match self.byte(address.checked_add(len as u64)?)? {
                0 => break,
                byte if byte.is_ascii_digit() || byte == b'.' => *place = byte,
                _ => return None,
            }
            len += 1;
        }
        Some(Version::new(core::str::from_utf8(text.get(..len)?).ok()?))
    }

    /// The offset in a descriptor.
    fn described(&self, name: Sought) -> Option<u32> {
        self.word(self.image.symbol(name)?.address.checked_add(8)?)
    }

    fn plain(&self, name: Sought) -> Option<u32> {
        self.word(self.image.symbol(name)?.address)
    }

    /// The address in the slot is loaded near the start of a function, and soon after it a field there is used. Bytes are scanned,
    /// not instructions: but the first must name exactly the slot, the second what was loaded.
    fn field_used_first(&self, name: Sought, slot: Option<u64>) -> Option<u32> {
        let (start, slot) = (self.image.symbol(name)?.address, slot?);
        let loads = |at: u64| {
            let behind = at.checked_add(7)?;
            let (register, displacement) = code::load_from_here(self.array(at)?)?;
            (behind.checked_add_signed(displacement.into()) == Some(slot)).then_some((behind, register))
        };
        let (behind, loaded) = (start..start.checked_add(NEAR)?).find_map(loads)?;
        let used = |at| code::field_loaded(self.array(at)?).filter(|field| field.base == loaded);
        Some((behind..behind.checked_add(SOON)?).find_map(used)?.displacement)
    }

    /// `__cxa_thread_atexit_impl` takes the load lock, and counts. The one is found by its second byte, which is rarer than the first.
    fn thread_exit_fields(&self) -> (Option<u32>, Option<u32>) {
        let Some(function) = self.image.symbol(sought!(c"__cxa_thread_atexit_impl")) else {
            return (None, None);
        };
        let end = function.address.saturating_add(function.size.min(1024));
        let passed = |at: u64| code::field_passed(self.array(at.checked_sub(1)?)?);
        let counted = |at| code::field_counted(self.array(at)?);
        let (lock, count) = (
            self.bytes_of(function.address, end, 0x8d).find_map(passed),
            self.bytes_of(function.address, end, 0xf0).find_map(counted),
        );
        (lock.map(|field| field.displacement), count.map(|field| field.displacement))
    }

    /// The ids passed by `__libc_early_init` and the functions it calls, in the order of the code.
    fn early_tunables(&self) -> Option<Ids> {
        let early = self.image.symbol(sought!(c"__libc_early_init"))?;
        let slot = self.image.import_slot(c"__tunable_get_val")?;
        let end = early.address.checked_add(early.size.min(4096))?;
        // Called by whatever has an array on its stack, and read by nobody who starts well.
        let fails = self.image.symbol(sought!(c"__stack_chk_fail")).map(|symbol| symbol.address);
        let mut ids = self.tunables_in(early.address, end, slot, Ids::NONE);
        for at in self.transfers(early.address, end) {
            if let Some(callee) = self.target(at)
                && !(early.address..end).contains(&callee)
                && Some(callee) != fails
            {
                ids = self.tunables_in(callee, callee.saturating_add(REACH), slot, ids);
            }
        }
        Some(ids)
    }

    /// Appends the ids passed to `__tunable_get_val` between two addresses: each by the one `mov $id, %edi` that stands not far
    /// before the call. Bytes are scanned, not instructions: only a call whose target is exactly the PLT entry counts.
    fn tunables_in(&self, start: u64, end: u64, slot: u64, mut ids: Ids) -> Ids {
        let code = self.bytes(start);
        // What may be ids, the last one and the one before it. Where the last call of ours ended.
        let (mut set, mut behind_last) = ([None; 2], 0);
        for place in code.places(end.saturating_sub(start) as usize, [MOV_TO_EDI, CALL, JUMP]) {
            if code.read(place) == Some(MOV_TO_EDI) {
                if let Some(id) = code.read::<u32>(place + 1).filter(|&id| id < IDS) {
                    set = [Some((place, id as u8)), set[0]];
                }
                continue;
            }
            let near = behind_last.max(place.saturating_sub(BEFORE));
            let is_near = |&(at, _): &(usize, u8)| at >= near;
            // Where a call leads is read only behind what may be an id: it is mostly a page that nobody needs.
            let (Some((_, id)), None) = (set[0].filter(is_near), set[1].filter(is_near)) else { continue };
            let target = start.checked_add(place as u64).and_then(|at| self.target(at));
            if target.is_some_and(|target| self.is_plt_entry(target, slot)) {
                ids = ids.with(id);
                behind_last = place + 5;
            }
        }
        ids
    }

    /// Where between two addresses this byte stands.
    fn bytes_of(&self, start: u64, end: u64, wanted: u8) -> impl Iterator<Item = u64> + use<> {
        self.places(start, end, [wanted; 3])
    }

    /// Where between two addresses there are bytes that direct calls and jumps begin with.
    fn transfers(&self, start: u64, end: u64) -> impl Iterator<Item = u64> + use<> {
        self.places(start, end, [CALL, JUMP, JUMP])
    }

    fn places(&self, start: u64, end: u64, wanted: [u8; 3]) -> impl Iterator<Item = u64> + use<> {
        let places = self.bytes(start).places(end.saturating_sub(start) as usize, wanted);
        places.map(move |place| start.wrapping_add(place as u64))
    }

    /// The target of the direct call or jump at `at`.
    fn target(&self, at: u64) -> Option<u64> {
        self.relative(at.checked_add(1)?)
    }

    /// Does `jmp *slot(%rip)` lie here?
    fn is_plt_entry(&self, address: u64, slot: u64) -> bool {
        let jump = || {
            let mut at = self.body(address)?;
            // An older -z ibtplt entry has a bnd prefix.
            if self.byte(at)? == 0xf2 {
                at = at.checked_add(1)?;
            }
            (self.array(at)? == [0xff, 0x25]).then_some(())?;
            self.relative(at.checked_add(2)?)
        };
        jump() == Some(slot)
    }
}

#[cfg(test)]
#[path = "evidence_tests.rs"]
mod tests;
