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
    pub fingerprint: Fingerprint,
}

/// A bit field: bit `bit` (0 is the lowest) of the byte at `byte`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bit {
    pub byte: u32,
    pub bit: u8,
}

impl Bit {
    pub const fn mask(self) -> u8 {
        1 << self.bit
    }
}

/// `struct rtld_global` (`_rtld_global`): writable, shared with libc; names without `_dl_`.
#[derive(Debug)]
pub struct Global {
    pub size: u32,
    pub ns: u32,
    pub nns: u32,
    pub load_lock: u32,
    pub load_write_lock: u32,
    pub load_tls_lock: Option<u32>,
    pub load_adds: u32,
    pub profile_map: u32,
    pub all_dirs: u32,
    pub rtld_map: Option<u32>,
    pub rtld_auditstate: Option<u32>,
    pub rtld_lock_recursive: Option<u32>,
    pub rtld_unlock_recursive: Option<u32>,
    pub make_stack_executable_hook: Option<u32>,
    pub stack_flags: Option<u32>,
    pub stack_prot_flags: Option<u32>,
    pub tls_dtv_gaps: u32,
    pub tls_max_dtv_idx: u32,
    pub tls_dtv_slotinfo_list: u32,
    pub tls_static_nelem: u32,
    pub tls_static_size: Option<u32>,
    pub tls_static_used: u32,
    pub tls_static_align: Option<u32>,
    pub tls_static_optional: Option<u32>,
    pub initial_dtv: u32,
    pub tls_generation: u32,
    pub init_static_tls: Option<u32>,
    pub wait_lookup_done: Option<u32>,
    pub scope_free_list: u32,
    pub stack_used: Option<u32>,
    pub stack_user: Option<u32>,
    pub stack_cache: Option<u32>,
    pub stack_cache_actsize: Option<u32>,
    pub in_flight_stack: Option<u32>,
    pub stack_cache_lock: Option<u32>,
}

/// `struct rtld_global_ro` (`_rtld_global_ro`): sealed after start-up; names without `_dl_`.
#[derive(Debug)]
pub struct GlobalRo {
    pub size: u32,
    pub debug_mask: u32,
    pub platform: u32,
    pub platformlen: u32,
    pub pagesize: u32,
    pub minsigstacksize: Option<u32>,
    pub inhibit_cache: u32,
    pub initial_searchlist: u32,
    pub clktck: u32,
    pub verbose: u32,
    pub debug_fd: u32,
    pub lazy: u32,
    pub bind_not: u32,
    pub dynamic_weak: u32,
    pub fpu_control: u32,
    pub hwcap: u32,
    pub auxv: u32,
    pub x86_cpu_features: u32,
    pub inhibit_rpath: u32,
    pub origin_path: u32,
    pub tls_static_size: Option<u32>,
    pub tls_static_align: Option<u32>,
    pub tls_static_surplus: Option<u32>,
    pub profile: u32,
    pub profile_output: u32,
    pub init_all_dirs: u32,
    pub sysinfo_dso: u32,
    pub sysinfo_map: u32,
    pub vdso_clock_gettime64: u32,
    pub vdso_gettimeofday: u32,
    pub vdso_time: u32,
    pub vdso_getcpu: u32,
    pub vdso_clock_getres_time64: u32,
    pub vdso_getrandom: Option<u32>,
    pub hwcap2: u32,
    pub dso_sort_algo: Option<u32>,
    pub debug_printf: u32,
    pub mcount: u32,
    pub lookup_symbol_x: u32,
    pub open: u32,
    pub close: u32,
    pub catch_error: Option<u32>,
    pub error_free: Option<u32>,
    pub tls_get_addr_soft: u32,
    pub discover_osversion: Option<u32>,
    pub libc_freeres: Option<u32>,
    pub find_object: Option<u32>,
    pub readonly_area: Option<u32>,
    pub dlfcn_hook: Option<u32>,
    pub audit: u32,
    pub naudit: u32,
}

/// `struct link_namespaces`, the element of `_dl_ns`; names without `_ns_`.
#[derive(Debug)]
pub struct LinkNamespaces {
    pub size: u32,
    pub loaded: u32,
    pub nloaded: u32,
    pub main_searchlist: u32,
    pub global_scope_alloc: Option<u32>,
    pub global_scope_pending_adds: Option<u32>,
    pub libc_map: Option<u32>,
    pub unique_sym_table: u32,
    pub debug: Option<u32>,
    /// How many of them `_dl_ns` has.
    pub count: u32,
}

/// `struct link_map`; names without `l_`; `info_len` is the number of entries of `l_info`.
#[derive(Debug)]
pub struct LinkMap {
    pub size: u32,
    pub addr: u32,
    pub name: u32,
    pub ld: u32,
    pub next: u32,
    pub prev: u32,
    pub real: u32,
    pub ns: u32,
    pub libname: u32,
    pub info: u32,
    pub info_len: u32,
    pub phdr: u32,
    pub entry: u32,
    pub phnum: u32,
    pub ldnum: u32,
    pub searchlist: u32,
    pub symbolic_searchlist: u32,
    pub loader: u32,
    pub versions: u32,
    pub nversions: u32,
    pub nbuckets: u32,
    pub gnu_bitmask_idxbits: u32,
    pub gnu_shift: u32,
    pub gnu_bitmask: u32,
    pub gnu_buckets: u32,
    pub gnu_chain_zero: u32,
    pub direct_opencount: u32,
    pub rpath_dirs: u32,
    pub versyms: u32,
    pub origin: u32,
    pub map_start: u32,
    pub map_end: u32,
    pub text_end: Option<u32>,
    pub scope_mem: u32,
    pub scope_max: u32,
    pub scope: u32,
    pub local_scope: u32,
    pub file_id: u32,
    pub runpath_dirs: u32,
    pub initfini: u32,
    pub init_called_next: Option<u32>,
    pub reldeps: u32,
    pub reldepsmax: u32,
    pub used: u32,
    pub feature_1: u32,
    pub flags_1: u32,
    pub flags: u32,
    pub idx: u32,
    pub mach: u32,
    pub tls_initimage: u32,
    pub tls_initimage_size: u32,
    pub tls_blocksize: u32,
    pub tls_align: u32,
    pub tls_firstbyte_offset: u32,
    pub tls_offset: u32,
    pub tls_modid: u32,
    pub tls_dtor_count: u32,
    pub relro_addr: u32,
    pub relro_size: u32,
    pub serial: u32,
    /// `l_type`, two bits: 0 executable, 1 library of start-up, 2 loaded by dlopen.
    pub map_type: Bit,
    pub dt_relr_ref: Option<Bit>,
    pub relocated: Bit,
    pub init_called: Bit,
    pub global: Bit,
    pub main_map: Option<Bit>,
    pub phdr_allocated: Bit,
    pub soname_added: Bit,
    pub faked: Bit,
    pub need_tls_init: Bit,
    pub auditing: Bit,
    pub removed: Bit,
    pub contiguous: Bit,
    pub free_initfini: Bit,
    pub ld_readonly: Option<Bit>,
    pub find_object_processed: Option<Bit>,
    pub tls_in_slotinfo: Option<Bit>,
    pub nodelete_active: Option<u32>,
    pub nodelete_pending: Option<u32>,
}

/// `struct pthread` (it begins with the `tcbhead_t`, see [`tcb`]).
#[derive(Debug)]
pub struct Pthread {
    pub size: u32,
    pub list: u32,
    pub tid: u32,
    pub robust_prev: u32,
    pub robust_head: u32,
    pub cancelhandling: u32,
    pub flags: u32,
    pub specific_1stblock: u32,
    pub specific: u32,
    pub report_events: u32,
    pub user_stack: Option<u32>,
    pub stack_mode: Option<u32>,
    pub stackblock: u32,
    pub stackblock_size: u32,
    pub guardsize: u32,
    pub reported_guardsize: u32,
    pub res: u32,
    pub rtld_catch: Option<u32>,
    pub tls_state: Option<u32>,
    pub rseq_area: Option<u32>,
    pub getrandom_buf: Option<u32>,
}

/// `struct cpu_features`, relative to `GlobalRo::x86_cpu_features`.
#[derive(Debug)]
pub struct Cpu {
    pub size: u32,
    pub kind: u32,
    pub max_cpuid: u32,
    pub family: u32,
    pub model: u32,
    pub stepping: u32,
    /// Up to 2.31: what CPUID said, and in `feature` what may be used and what should be.
    pub cpuid: Option<u32>,
    pub feature: Option<u32>,
    pub features: Option<u32>,
    pub preferred: Option<u32>,
    pub isa_1: Option<u32>,
    pub xsave_state_size: u32,
    pub xsave_state_full_size: u32,
    pub data_cache_size: u32,
    pub shared_cache_size: u32,
    pub non_temporal_threshold: u32,
    pub memset_non_temporal_threshold: Option<u32>,
    pub rep_movsb_threshold: Option<u32>,
    pub rep_movsb_stop_threshold: Option<u32>,
    pub rep_stosb_threshold: Option<u32>,
    pub level1_icache_size: Option<u32>,
    pub level1_icache_linesize: Option<u32>,
    pub level1_dcache_size: Option<u32>,
    pub level1_dcache_assoc: Option<u32>,
    pub level1_dcache_linesize: Option<u32>,
    pub level2_cache_size: Option<u32>,
    pub level2_cache_assoc: Option<u32>,
    pub level2_cache_linesize: Option<u32>,
    pub level3_cache_size: Option<u32>,
    pub level3_cache_assoc: Option<u32>,
    pub level3_cache_linesize: Option<u32>,
    pub level4_cache_size: Option<u32>,
    pub cachesize_non_temporal_divisor: Option<u32>,
    /// How many entries `features` has.
    pub leaves: u32,
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

/// Which generation of glibc's judgement about processors a libc expects (`sysdeps/x86/cpu-features.c`,
/// `sysdeps/x86/dl-cacheinfo.h`): its string functions are tuned together with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rules {
    /// 2.31.
    Glibc231,
    /// 2.36 with the fixes of its stable branch.
    Glibc236,
    /// 2.41.
    Glibc241,
}

/// One judgement in `preferred`: what the string functions should use or avoid on this processor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Preference {
    FastRepString,
    FastCopyBackward,
    SlowBsf,
    FastUnalignedLoad,
    PreferPminubForStringop,
    FastUnalignedCopy,
    I586,
    I686,
    SlowSse42,
    AvxFastUnalignedLoad,
    PreferMap32bitExec,
    PreferNoVzeroupper,
    PreferErms,
    PreferNoAvx512,
    MathVecPreferNoAvx512,
    PreferFsrm,
    AvoidShortDistanceRepMovsb,
    AvoidNonTemporalMemset,
    AvoidStosb,
    /// The stable branch of 2.31 only.
    PreferAvx2Strcmp,
}

impl Preference {
    /// glibc's name, in GLIBC_TUNABLES and diagnostics.
    pub fn name(self) -> &'static str {
        match self {
            Preference::FastRepString => "Fast_Rep_String",
            Preference::FastCopyBackward => "Fast_Copy_Backward",
            Preference::SlowBsf => "Slow_BSF",
            Preference::FastUnalignedLoad => "Fast_Unaligned_Load",
            Preference::PreferPminubForStringop => "Prefer_PMINUB_for_stringop",
            Preference::FastUnalignedCopy => "Fast_Unaligned_Copy",
            Preference::I586 => "I586",
            Preference::I686 => "I686",
            Preference::SlowSse42 => "Slow_SSE4_2",
            Preference::AvxFastUnalignedLoad => "AVX_Fast_Unaligned_Load",
            Preference::PreferMap32bitExec => "Prefer_MAP_32BIT_EXEC",
            Preference::PreferNoVzeroupper => "Prefer_No_VZEROUPPER",
            Preference::PreferErms => "Prefer_ERMS",
            Preference::PreferNoAvx512 => "Prefer_No_AVX512",
            Preference::MathVecPreferNoAvx512 => "MathVec_Prefer_No_AVX512",
            Preference::PreferFsrm => "Prefer_FSRM",
            Preference::AvoidShortDistanceRepMovsb => "Avoid_Short_Distance_REP_MOVSB",
            Preference::AvoidNonTemporalMemset => "Avoid_Non_Temporal_Memset",
            Preference::AvoidStosb => "Avoid_STOSB",
            Preference::PreferAvx2Strcmp => "Prefer_AVX2_STRCMP",
        }
    }
}

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

/// A list without a pointer: the tables are many, and a pointer would have to be relocated at every start, in a page that
/// would be dirty from then on.
pub struct List<T: 'static, const N: usize> {
    items: [T; N],
    len: usize,
}

impl<T: Copy, const N: usize> List<T, N> {
    /// Of at least one item, and at most N.
    pub const fn new(items: &[T]) -> List<T, N> {
        let mut list = List { items: [items[0]; N], len: items.len() };
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
        self.items.get(..self.len).unwrap_or(&[])
    }
}

impl<T: core::fmt::Debug, const N: usize> core::fmt::Debug for List<T, N> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        (**self).fmt(f)
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

/// `pthread_mutex_t`, the same in all versions: lock, count, owner and nusers, a word each; then the kind, which stays.
pub mod mutex {
    pub const STATE_WORDS: u32 = 4;
    pub const COUNT: u32 = 4;
    pub const KIND: u32 = 16;
    /// PTHREAD_MUTEX_RECURSIVE_NP.
    pub const RECURSIVE: u32 = 1;
}
