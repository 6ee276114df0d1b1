//! The judgements of glibc about processors, by name: which rules a release has, and what it may come to prefer.
//!
//! In: nothing. Out: types that a `Layout` says of its libc, and that `prefer` and `threshold` decide by. Must not: judge.

/// Which generation of glibc's judgement about processors a libc expects (`sysdeps/x86/cpu-features.c`,
/// `sysdeps/x86/dl-cacheinfo.h`): its string functions are tuned together with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rules {
    /// 2.31.
    Glibc231,
    /// 2.36 with the fixes of its stable branch.
    Glibc236,
    /// 2.38.
    Glibc238,
    /// 2.41; and 2.40, but for what it has no fields for.
    Glibc241,
    /// 2.43.
    Glibc243,
    /// 2.44.
    Glibc244,
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
    PreferEvex512,
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
            Preference::PreferEvex512 => "Prefer_EVEX512",
            Preference::PreferAvx2Strcmp => "Prefer_AVX2_STRCMP",
        }
    }
}
