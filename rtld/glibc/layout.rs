//! The private layouts of glibc's libc.so.6, as data.
//!
//! libc.so.6 and its dynamic linker are built together: libc reads and writes `_rtld_global`,
//! `_rtld_global_ro`, `struct link_map`, `struct pthread` and `struct cpu_features` at offsets that its
//! compiler knew. Another linker must put everything where *that* libc looks, and distributions change
//! these structures even within a release. So every distinct layout is one table in `tables/`, generated
//! from debug information, and `evidence` chooses one by what it finds in the libc at hand.
//!
//! In: nothing. Out: the types of those tables. Field names are glibc's without their prefix; a number is
//! a byte offset; a field that some version between 2.31 and 2.43 does not have is an `Option`, and its
//! write disappears when it is `None`. Read by `glibc/` only. Must not: hold a decision or an address.

use crate::glibc::tunables::Name;
use core::num::NonZero;

pub use crate::elf::notes::BuildId;
pub use crate::glibc::cpu::judgement::{Preference, Rules};
pub use crate::glibc::fingerprint::{Fingerprint, Ids, Version};

/// Everything version-dependent about one build of libc.
#[derive(Debug)]
pub struct Layout {
    pub global: Global,
    pub global_ro: GlobalRo,
    pub link_namespaces: LinkNamespaces,
    pub link_map: LinkMap,
    pub pthread: Pthread,
    pub cpu: Cpu,
    /// `enum tunable_id_t`: the tunable behind id 0, 1, ... No name crosses the boundary, only this index.
    pub tunables: List<Name, 48>,
    pub version: Version,
    /// The build of libc.so.6 that the table was read from; none for a release as its authors published it.
    pub build: Option<BuildId>,
    /// The ids of the tunables that `__libc_early_init` reads, in that order; none until 2.34, where threads came to libc.
    pub early_tunables: Ids,
}

/// A build-id as `readelf -n` and `file` write it.
pub const fn build_id(text: &str) -> BuildId {
    const fn digit(letter: u8) -> u8 {
        match letter {
            b'0'..=b'9' => letter - b'0',
            b'a'..=b'f' => letter - b'a' + 10,
            _ => panic!("no hexadecimal digit"),
        }
    }
    let (digits, mut id, mut i) = (text.as_bytes(), [0; size_of::<BuildId>()], 0);
    while i < id.len() {
        id[i] = digit(digits[2 * i]) << 4 | digit(digits[2 * i + 1]);
        i += 1;
    }
    id
}

/// The offset of a field that not every version has. Inverted, so that no such field takes no further room: the tables are
/// many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offset(NonZero<u16>);

/// That of a field at this offset.
pub const fn at(offset: u16) -> Offset {
    // No structure is so large that there would be none.
    match NonZero::new(!offset) {
        Some(inverted) => Offset(inverted),
        None => Offset(NonZero::<u16>::MIN),
    }
}

impl Offset {
    pub const fn get(self) -> u16 {
        !self.0.get()
    }
}

/// A bit field: the number of its bit in the structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bit(Offset);

/// Bit `bit` (0 is the lowest) of the byte at `byte`.
pub const fn bit(byte: u16, bit: u16) -> Bit {
    Bit(at(byte * 8 + bit))
}

impl Bit {
    pub const fn byte(self) -> u16 {
        self.0.get() / 8
    }

    pub const fn mask(self) -> u8 {
        1 << (self.0.get() % 8)
    }
}

/// `struct rtld_global` (`_rtld_global`): writable, shared with libc; names without `_dl_`.
#[derive(Debug)]
pub struct Global {
    pub size: u16,
    pub ns: u16,
    pub nns: u16,
    pub load_lock: u16,
    pub load_write_lock: u16,
    pub load_tls_lock: Option<Offset>,
    pub load_adds: u16,
    pub profile_map: u16,
    pub all_dirs: u16,
    pub rtld_lock_recursive: Option<Offset>,
    pub rtld_unlock_recursive: Option<Offset>,
    pub make_stack_executable_hook: Option<Offset>,
    pub stack_flags: Option<Offset>,
    pub stack_prot_flags: Option<Offset>,
    pub tls_dtv_gaps: u16,
    pub tls_max_dtv_idx: u16,
    pub tls_dtv_slotinfo_list: u16,
    pub tls_static_nelem: u16,
    pub tls_static_size: Option<Offset>,
    pub tls_static_used: u16,
    pub tls_static_align: Option<Offset>,
    pub tls_static_optional: Option<Offset>,
    pub initial_dtv: u16,
    pub tls_generation: u16,
    pub init_static_tls: Option<Offset>,
    pub wait_lookup_done: Option<Offset>,
    pub stack_used: Option<Offset>,
    pub stack_user: Option<Offset>,
    pub stack_cache: Option<Offset>,
    pub stack_cache_lock: Option<Offset>,
}

/// `struct rtld_global_ro` (`_rtld_global_ro`): sealed after start-up; names without `_dl_`.
#[derive(Debug)]
pub struct GlobalRo {
    pub size: u16,
    pub debug_mask: u16,
    pub platform: u16,
    pub pagesize: u16,
    pub minsigstacksize: Option<Offset>,
    pub initial_searchlist: u16,
    pub clktck: u16,
    pub lazy: u16,
    pub bind_not: u16,
    pub dynamic_weak: u16,
    pub fpu_control: u16,
    pub hwcap: u16,
    pub auxv: u16,
    pub x86_cpu_features: u16,
    pub tls_static_size: Option<Offset>,
    pub tls_static_align: Option<Offset>,
    pub tls_static_surplus: Option<Offset>,
    pub init_all_dirs: u16,
    pub sysinfo_dso: u16,
    pub sysinfo_map: u16,
    pub vdso_clock_gettime64: u16,
    pub vdso_gettimeofday: u16,
    pub vdso_time: u16,
    pub vdso_getcpu: u16,
    pub vdso_clock_getres_time64: u16,
    pub vdso_getrandom: Option<Offset>,
    pub hwcap2: u16,
    pub debug_printf: u16,
    pub mcount: u16,
    pub lookup_symbol_x: u16,
    pub open: u16,
    pub close: u16,
    pub catch_error: Option<Offset>,
    pub error_free: Option<Offset>,
    pub tls_get_addr_soft: u16,
    pub discover_osversion: Option<Offset>,
    pub libc_freeres: Option<Offset>,
    pub find_object: Option<Offset>,
    pub readonly_area: Option<Offset>,
    pub naudit: u16,
}

/// `struct link_namespaces`, the element of `_dl_ns`; names without `_ns_`.
#[derive(Debug)]
pub struct LinkNamespaces {
    pub size: u16,
    pub loaded: u16,
    pub nloaded: u16,
    pub main_searchlist: u16,
    pub libc_map: Option<Offset>,
}

/// `struct link_map`; names without `l_`; `info_len` is the number of entries of `l_info`.
#[derive(Debug)]
pub struct LinkMap {
    pub addr: u16,
    pub name: u16,
    pub ld: u16,
    pub next: u16,
    pub prev: u16,
    pub real: u16,
    pub ns: u16,
    pub libname: u16,
    pub info: u16,
    pub info_len: u16,
    pub phdr: u16,
    pub entry: u16,
    pub phnum: u16,
    pub ldnum: u16,
    pub searchlist: u16,
    pub loader: u16,
    pub nbuckets: u16,
    pub gnu_bitmask_idxbits: u16,
    pub gnu_shift: u16,
    pub gnu_bitmask: u16,
    pub gnu_buckets: u16,
    pub gnu_chain_zero: u16,
    pub direct_opencount: u16,
    pub origin: u16,
    pub map_start: u16,
    pub map_end: u16,
    pub text_end: Option<Offset>,
    pub scope: u16,
    pub local_scope: u16,
    pub file_id: u16,
    pub flags_1: u16,
    pub flags: u16,
    pub tls_initimage: u16,
    pub tls_initimage_size: u16,
    pub tls_blocksize: u16,
    pub tls_align: u16,
    pub tls_firstbyte_offset: u16,
    pub tls_offset: u16,
    pub tls_modid: u16,
    pub tls_dtor_count: u16,
    /// `l_type`, two bits: 0 executable, 1 library of start-up, 2 loaded by dlopen.
    pub map_type: Bit,
    pub relocated: Bit,
    pub init_called: Bit,
    pub global: Bit,
    pub main_map: Option<Bit>,
    pub auditing: Bit,
    pub removed: Bit,
    pub contiguous: Bit,
    pub ld_readonly: Option<Bit>,
    pub find_object_processed: Option<Bit>,
}

/// `struct pthread` (it begins with the `tcbhead_t`, see [`tcb`]).
#[derive(Debug)]
pub struct Pthread {
    pub size: u16,
    pub list: u16,
    pub tid: u16,
    pub robust_prev: u16,
    pub robust_head: u16,
    pub specific_1stblock: u16,
    pub specific: u16,
    pub report_events: u16,
    pub user_stack: Option<Offset>,
    pub stack_mode: Option<Offset>,
    /// 2.43 and later: may it be joined? The kernel clears this, not the tid, when the thread ends.
    pub joinstate: Option<Offset>,
    pub stackblock: u16,
    pub stackblock_size: u16,
    pub guardsize: u16,
    pub rtld_catch: Option<Offset>,
    pub rseq_area: Option<Offset>,
}

/// `struct cpu_features`, relative to `GlobalRo::x86_cpu_features`.
#[derive(Debug)]
pub struct Cpu {
    pub size: u16,
    pub kind: u16,
    pub max_cpuid: u16,
    pub family: u16,
    pub model: u16,
    pub stepping: u16,
    /// Up to 2.31: what CPUID said, and in `feature` what may be used and what should be.
    pub cpuid: Option<Offset>,
    pub feature: Option<Offset>,
    pub features: Option<Offset>,
    pub preferred: Option<Offset>,
    pub isa_1: Option<Offset>,
    pub xsave_state_size: u16,
    pub xsave_state_full_size: u16,
    pub data_cache_size: u16,
    pub shared_cache_size: u16,
    pub non_temporal_threshold: u16,
    pub memset_non_temporal_threshold: Option<Offset>,
    pub rep_movsb_threshold: Option<Offset>,
    pub rep_movsb_stop_threshold: Option<Offset>,
    pub rep_stosb_threshold: Option<Offset>,
    pub level1_icache_size: Option<Offset>,
    pub level1_icache_linesize: Option<Offset>,
    pub level1_dcache_size: Option<Offset>,
    pub level1_dcache_assoc: Option<Offset>,
    pub level1_dcache_linesize: Option<Offset>,
    pub level2_cache_size: Option<Offset>,
    pub level2_cache_assoc: Option<Offset>,
    pub level2_cache_linesize: Option<Offset>,
    pub level3_cache_size: Option<Offset>,
    pub level3_cache_assoc: Option<Offset>,
    pub level3_cache_linesize: Option<Offset>,
    pub level4_cache_size: Option<Offset>,
    pub cachesize_non_temporal_divisor: Option<Offset>,
    /// How many entries `features` has.
    pub leaves: u16,
    pub kinds: Kinds,
    pub rules: Rules,
    /// The meaning of bit 0, 1, ... of `preferred`.
    pub preferences: List<Preference, 40>,
}

/// The numbers of `enum cpu_features_kind` that moved; intel 1, amd 2 and zhaoxin 3 never did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds {
    pub hygon: u32,
    pub other: u32,
}

/// A list without a pointer: the tables are many, and a pointer would have to be relocated at every start, in a page that
/// would be dirty from then on.
pub struct List<T: 'static, const N: usize> {
    items: [T; N],
    len: u8,
}

impl<T: Copy, const N: usize> List<T, N> {
    /// Of at least one item, and at most N.
    pub const fn new(items: &[T]) -> List<T, N> {
        let mut list = List { items: [items[0]; N], len: items.len() as u8 };
        let mut i = 0;
        while i < items.len() {
            list.items[i] = items[i];
            i += 1;
        }
        list
    }
}

impl<T, const N: usize> core::ops::Deref for List<T, N> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.items.get(..usize::from(self.len)).unwrap_or(&[])
    }
}

impl<T: core::fmt::Debug, const N: usize> core::fmt::Debug for List<T, N> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        (**self).fmt(f)
    }
}

/// `pthread_mutex_t`, the same in all versions: lock, count, owner and nusers, a word each; then the kind, which stays.
pub mod mutex {
    pub const STATE_WORDS: u16 = 4;
    pub const COUNT: u16 = 4;
    pub const KIND: u16 = 16;
    /// PTHREAD_MUTEX_RECURSIVE_NP.
    pub const RECURSIVE: u32 = 1;
    /// PTHREAD_MUTEX_PSHARED_BIT.
    pub const SHARED: u32 = 128;
}
