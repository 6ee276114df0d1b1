//! Every tunable there is in the supported releases: name, type, range, and what a privileged program does with it.
//!
//! In: nothing. Out: a table by [`Name`], which is ours; libc knows tunables by an index that differs from release to release
//! (`Layout::tunables`). From the manual of glibc, "Tunables", and what `ld.so --list-tunables` prints. Must not: hold an
//! address: the table's pages stay the file's.

use crate::bytes::Label;

/// Every tunable of the supported versions, in alphabetical order. Ids are per version: `Layout::tunables`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Name {
    CpuHwcapMask,
    CpuHwcaps,
    CpuPltRewrite,
    CpuPreferMap32bitExec,
    CpuX86DataCacheSize,
    CpuX86Ibt,
    CpuX86MemsetNonTemporalThreshold,
    CpuX86NonTemporalThreshold,
    CpuX86RepMovsbThreshold,
    CpuX86RepStosbThreshold,
    CpuX86SharedCacheSize,
    CpuX86Shstk,
    ElfThp,
    ElisionEnable,
    ElisionSkipLockAfterRetries,
    ElisionSkipLockBusy,
    ElisionSkipLockInternalAbort,
    ElisionSkipTrylockInternalAbort,
    ElisionTries,
    GmonMaxarcs,
    GmonMinarcs,
    MallocArenaMax,
    MallocArenaTest,
    MallocCheck,
    MallocHugetlb,
    MallocMmapMax,
    MallocMmapThreshold,
    MallocMxfast,
    MallocPerturb,
    MallocTcacheCount,
    MallocTcacheMax,
    MallocTcacheUnsortedLimit,
    MallocTopPad,
    MallocTrimThreshold,
    MemDecorateMaps,
    MemTagging,
    PthreadMutexSpinCount,
    PthreadRseq,
    PthreadStackCacheSize,
    PthreadStackHugetlb,
    RtldDynamicSort,
    RtldEnableSecure,
    RtldExecstack,
    RtldNns,
    RtldOptionalStaticTls,
}

/// Type, default and allowed range. Stored to libc as `i32`, `u64` (or `size_t`), `char *`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Int { default: i32, min: i32, max: i32 },
    Unsigned { default: u64, min: u64, max: u64 },
    Text,
}

/// What a privileged program (AT_SECURE) does with a tunable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// Does not read it, and takes it out of its environment.
    Erase,
    /// Does not read it, but leaves it to its children.
    Ignore,
    /// Reads it.
    None,
}

/// One tunable's description.
#[derive(Debug)]
pub struct Tunable {
    pub name: Name,
    /// "glibc.malloc.perturb"
    pub full: Label<43>,
    pub kind: Kind,
    pub security: Security,
}

const fn tunable(name: Name, full: &str, kind: Kind, security: Security) -> Tunable {
    Tunable { name, full: Label::of(full), kind, security }
}

pub fn describe(name: Name) -> &'static Tunable {
    // In bounds: `TUNABLES` has a row per name, in the same order (a test says so).
    &TUNABLES[name as usize]
}

pub fn named(full: &[u8]) -> Option<&'static Tunable> {
    TUNABLES.iter().find(|t| t.full.bytes() == full)
}

/// The tunable that an environment variable sets.
pub fn of_alias(variable: &[u8]) -> Option<&'static Tunable> {
    ALIASES.iter().find(|(alias, _)| alias.bytes() == variable).map(|&(_, name)| describe(name))
}

/// Environment variables that set a tunable, too.
static ALIASES: [(Label<24>, Name); 10] = [
    (Label::of("LD_HWCAP_MASK"), Name::CpuHwcapMask),
    (Label::of("LD_PREFER_MAP_32BIT_EXEC"), Name::CpuPreferMap32bitExec),
    (Label::of("MALLOC_ARENA_MAX"), Name::MallocArenaMax),
    (Label::of("MALLOC_ARENA_TEST"), Name::MallocArenaTest),
    (Label::of("MALLOC_CHECK_"), Name::MallocCheck),
    (Label::of("MALLOC_MMAP_MAX_"), Name::MallocMmapMax),
    (Label::of("MALLOC_MMAP_THRESHOLD_"), Name::MallocMmapThreshold),
    (Label::of("MALLOC_PERTURB_"), Name::MallocPerturb),
    (Label::of("MALLOC_TOP_PAD_"), Name::MallocTopPad),
    (Label::of("MALLOC_TRIM_THRESHOLD_"), Name::MallocTrimThreshold),
];

/// In the order of [`Name`]. `hwcap_mask` is 2.36's, `plt_rewrite` and its like are later.
#[rustfmt::skip]
pub static TUNABLES: [Tunable; 45] = [
    tunable(Name::CpuHwcapMask, "glibc.cpu.hwcap_mask", Kind::Unsigned { default: 6, min: 0, max: u64::MAX }, Security::Erase),
    tunable(Name::CpuHwcaps, "glibc.cpu.hwcaps", Kind::Text, Security::Erase),
    tunable(Name::CpuPltRewrite, "glibc.cpu.plt_rewrite", Kind::Int { default: 0, min: 0, max: 2 }, Security::Erase),
    tunable(Name::CpuPreferMap32bitExec, "glibc.cpu.prefer_map_32bit_exec", Kind::Int { default: 0, min: 0, max: 1 }, Security::Erase),
    tunable(Name::CpuX86DataCacheSize, "glibc.cpu.x86_data_cache_size", Kind::Unsigned { default: 0, min: 0, max: u64::MAX }, Security::Erase),
    tunable(Name::CpuX86Ibt, "glibc.cpu.x86_ibt", Kind::Text, Security::Erase),
    tunable(Name::CpuX86MemsetNonTemporalThreshold, "glibc.cpu.x86_memset_non_temporal_threshold", Kind::Unsigned { default: 0, min: 0, max: u64::MAX }, Security::Erase),
    tunable(Name::CpuX86NonTemporalThreshold, "glibc.cpu.x86_non_temporal_threshold", Kind::Unsigned { default: 0, min: 0, max: u64::MAX }, Security::Erase),
    tunable(Name::CpuX86RepMovsbThreshold, "glibc.cpu.x86_rep_movsb_threshold", Kind::Unsigned { default: 0, min: 1, max: u64::MAX }, Security::Erase),
    tunable(Name::CpuX86RepStosbThreshold, "glibc.cpu.x86_rep_stosb_threshold", Kind::Unsigned { default: 2048, min: 1, max: u64::MAX }, Security::Erase),
    tunable(Name::CpuX86SharedCacheSize, "glibc.cpu.x86_shared_cache_size", Kind::Unsigned { default: 0, min: 0, max: u64::MAX }, Security::Erase),
    tunable(Name::CpuX86Shstk, "glibc.cpu.x86_shstk", Kind::Text, Security::Erase),
    tunable(Name::ElfThp, "glibc.elf.thp", Kind::Int { default: 0, min: 0, max: 1 }, Security::Erase),
    tunable(Name::ElisionEnable, "glibc.elision.enable", Kind::Int { default: 0, min: 0, max: 1 }, Security::Erase),
    tunable(Name::ElisionSkipLockAfterRetries, "glibc.elision.skip_lock_after_retries", Kind::Int { default: 3, min: 0, max: i32::MAX }, Security::Erase),
    tunable(Name::ElisionSkipLockBusy, "glibc.elision.skip_lock_busy", Kind::Int { default: 3, min: 0, max: i32::MAX }, Security::Erase),
    tunable(Name::ElisionSkipLockInternalAbort, "glibc.elision.skip_lock_internal_abort", Kind::Int { default: 3, min: 0, max: i32::MAX }, Security::Erase),
    tunable(Name::ElisionSkipTrylockInternalAbort, "glibc.elision.skip_trylock_internal_abort", Kind::Int { default: 3, min: 0, max: i32::MAX }, Security::Erase),
    tunable(Name::ElisionTries, "glibc.elision.tries", Kind::Int { default: 3, min: 0, max: i32::MAX }, Security::Erase),
    tunable(Name::GmonMaxarcs, "glibc.gmon.maxarcs", Kind::Int { default: 1048576, min: 50, max: i32::MAX }, Security::Erase),
    tunable(Name::GmonMinarcs, "glibc.gmon.minarcs", Kind::Int { default: 50, min: 50, max: i32::MAX }, Security::Erase),
    tunable(Name::MallocArenaMax, "glibc.malloc.arena_max", Kind::Unsigned { default: 0, min: 1, max: u64::MAX }, Security::Ignore),
    tunable(Name::MallocArenaTest, "glibc.malloc.arena_test", Kind::Unsigned { default: 0, min: 1, max: u64::MAX }, Security::Ignore),
    tunable(Name::MallocCheck, "glibc.malloc.check", Kind::Int { default: 0, min: 0, max: 3 }, Security::Erase),
    tunable(Name::MallocHugetlb, "glibc.malloc.hugetlb", Kind::Unsigned { default: 0, min: 0, max: u64::MAX }, Security::Erase),
    tunable(Name::MallocMmapMax, "glibc.malloc.mmap_max", Kind::Int { default: 0, min: 0, max: i32::MAX }, Security::Ignore),
    tunable(Name::MallocMmapThreshold, "glibc.malloc.mmap_threshold", Kind::Unsigned { default: 0, min: 0, max: u64::MAX }, Security::Ignore),
    tunable(Name::MallocMxfast, "glibc.malloc.mxfast", Kind::Unsigned { default: 0, min: 0, max: u64::MAX }, Security::Ignore),
    tunable(Name::MallocPerturb, "glibc.malloc.perturb", Kind::Int { default: 0, min: 0, max: 255 }, Security::Ignore),
    tunable(Name::MallocTcacheCount, "glibc.malloc.tcache_count", Kind::Unsigned { default: 0, min: 0, max: u64::MAX }, Security::Erase),
    tunable(Name::MallocTcacheMax, "glibc.malloc.tcache_max", Kind::Unsigned { default: 0, min: 0, max: u64::MAX }, Security::Erase),
    tunable(Name::MallocTcacheUnsortedLimit, "glibc.malloc.tcache_unsorted_limit", Kind::Unsigned { default: 0, min: 0, max: u64::MAX }, Security::Erase),
    tunable(Name::MallocTopPad, "glibc.malloc.top_pad", Kind::Unsigned { default: 0, min: 0, max: u64::MAX }, Security::Ignore),
    tunable(Name::MallocTrimThreshold, "glibc.malloc.trim_threshold", Kind::Unsigned { default: 0, min: 0, max: u64::MAX }, Security::Ignore),
    tunable(Name::MemDecorateMaps, "glibc.mem.decorate_maps", Kind::Int { default: 0, min: 0, max: 1 }, Security::Erase),
    tunable(Name::MemTagging, "glibc.mem.tagging", Kind::Int { default: 0, min: 0, max: 255 }, Security::Ignore),
    tunable(Name::PthreadMutexSpinCount, "glibc.pthread.mutex_spin_count", Kind::Int { default: 100, min: 0, max: 32767 }, Security::Erase),
    tunable(Name::PthreadRseq, "glibc.pthread.rseq", Kind::Int { default: 1, min: 0, max: 1 }, Security::Erase),
    tunable(Name::PthreadStackCacheSize, "glibc.pthread.stack_cache_size", Kind::Unsigned { default: 41943040, min: 0, max: u64::MAX }, Security::Erase),
    tunable(Name::PthreadStackHugetlb, "glibc.pthread.stack_hugetlb", Kind::Int { default: 1, min: 0, max: 1 }, Security::Erase),
    tunable(Name::RtldDynamicSort, "glibc.rtld.dynamic_sort", Kind::Int { default: 2, min: 1, max: 2 }, Security::Erase),
    tunable(Name::RtldEnableSecure, "glibc.rtld.enable_secure", Kind::Int { default: 0, min: 0, max: 1 }, Security::Erase),
    tunable(Name::RtldExecstack, "glibc.rtld.execstack", Kind::Int { default: 1, min: 0, max: 2 }, Security::Erase),
    tunable(Name::RtldNns, "glibc.rtld.nns", Kind::Unsigned { default: 4, min: 1, max: 16 }, Security::Erase),
    tunable(Name::RtldOptionalStaticTls, "glibc.rtld.optional_static_tls", Kind::Unsigned { default: 512, min: 0, max: u64::MAX }, Security::Erase),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_in_the_order_of_names() {
        for (i, row) in TUNABLES.iter().enumerate() {
            assert_eq!(row.name as usize, i);
        }
        assert!(TUNABLES.len() <= 64);
    }
}
