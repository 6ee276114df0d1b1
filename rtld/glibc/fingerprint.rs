//! What a libc.so.6 file tells about itself: by it, `evidence` chooses the layout.
//!
//! In: what was seen in a file, and the layouts. Out: whether the one meets the other. Must not: read a file (`evidence` does).

use crate::glibc::layout::{Layout, Offset};

/// The second word of every thread control block is its dtv (psABI, "TLS", variant II).
const DTV: u16 = 8;

/// What a libc.so.6 file tells about itself; see `evidence`. Equal fingerprints mean equal layouts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    pub version: Version,
    /// Offsets in `_rtld_global`, from `_thread_db_rtld_global_*`.
    pub slotinfo_list: Option<u32>,
    pub stack_used: Option<u32>,
    pub stack_user: Option<u32>,
    /// Offsets in `link_map`, from `_thread_db_link_map_*`.
    pub tls_modid: Option<u32>,
    pub tls_offset: Option<u32>,
    /// From `_thread_db_sizeof_pthread`.
    pub sizeof_pthread: Option<u32>,
    /// Offsets in `struct pthread`, from `_thread_db_pthread_*`.
    pub list: Option<u32>,
    pub tid: Option<u32>,
    pub report_events: Option<u32>,
    pub dtvp: Option<u32>,
    /// Offsets in `_rtld_global_ro`, from the code of the functions of these names.
    pub find_object: Option<u32>,
    pub clock_gettime: Option<u32>,
    pub mcount: Option<u32>,
    /// Offsets in `_rtld_global` and in `link_map`, from the code of `__cxa_thread_atexit_impl`.
    pub load_lock: Option<u32>,
    pub tls_dtor_count: Option<u32>,
    /// The tunables that `__libc_early_init` reads, in that order.
    pub tunable_ids: Ids,
}

impl Fingerprint {
    /// What a libc.so.6 of this layout says of itself.
    pub fn of(layout: &Layout) -> Fingerprint {
        // Until 2.34 threads are another library's, and so is what it tells debuggers.
        let threads = !layout.early_tunables.as_slice().is_empty();
        let told = |offset: u16| threads.then_some(u32::from(offset));
        let offset = |offset: Option<Offset>| offset.map(|offset| u32::from(offset.get()));
        let (global, ro) = (&layout.global, &layout.global_ro);
        let (map, pthread) = (&layout.link_map, &layout.pthread);
        Fingerprint {
            version: layout.version,
            slotinfo_list: told(global.tls_dtv_slotinfo_list),
            stack_used: offset(global.stack_used).filter(|_| threads),
            stack_user: offset(global.stack_user).filter(|_| threads),
            tls_modid: told(map.tls_modid),
            tls_offset: told(map.tls_offset),
            sizeof_pthread: told(pthread.size),
            list: told(pthread.list),
            tid: told(pthread.tid),
            report_events: told(pthread.report_events),
            dtvp: told(DTV),
            find_object: offset(ro.find_object),
            clock_gettime: Some(ro.vdso_clock_gettime64.into()),
            mcount: Some(ro.mcount.into()),
            load_lock: Some(global.load_lock.into()),
            tls_dtor_count: Some(map.tls_dtor_count.into()),
            tunable_ids: layout.early_tunables,
        }
    }

    /// Is this what was seen? More tunables may have been: how far the compiler put one function into another decides how
    /// many are found.
    pub fn is_met_by(&self, seen: &Fingerprint) -> bool {
        let ids = self.tunable_ids;
        seen.tunable_ids.as_slice().starts_with(ids.as_slice())
            && *self == Fingerprint { tunable_ids: ids, ..*seen }
    }
}

/// A version string of at most seven characters, zero-padded.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Version([u8; 8]);

impl Version {
    pub const UNKNOWN: Version = Version([0; 8]);

    pub const fn new(text: &str) -> Version {
        let text = text.as_bytes();
        let mut padded = [0; 8];
        let mut i = 0;
        while i < text.len() && i < 7 {
            padded[i] = text[i];
            i += 1;
        }
        Version(padded)
    }

    /// N of "2.N".
    pub fn release(&self) -> Option<u16> {
        self.text().strip_prefix("2.")?.split('.').next()?.parse().ok()
    }

    pub fn text(&self) -> &str {
        let len = self.0.iter().position(|&b| b == 0).unwrap_or(self.0.len());
        match self.0.get(..len).map(core::str::from_utf8) {
            Some(Ok(text)) if !text.is_empty() => text,
            _ => "unknown",
        }
    }
}

impl core::fmt::Debug for Version {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.text())
    }
}

/// A short list of tunable ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ids {
    ids: [u8; 16],
    len: u8,
}

impl Ids {
    pub const NONE: Ids = Ids { ids: [0; 16], len: 0 };

    pub const fn new(ids: &[u8]) -> Ids {
        let mut list = Ids::NONE;
        let mut i = 0;
        while i < ids.len() && i < list.ids.len() {
            list.ids[i] = ids[i];
            list.len += 1;
            i += 1;
        }
        list
    }

    /// The list with `id` at its end; a full list stays as it is.
    pub fn with(mut self, id: u8) -> Ids {
        if let Some(place) = self.ids.get_mut(usize::from(self.len)) {
            *place = id;
            self.len += 1;
        }
        self
    }

    pub fn as_slice(&self) -> &[u8] {
        self.ids.get(..usize::from(self.len)).unwrap_or(&[])
    }
}
