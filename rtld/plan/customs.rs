//! What programs can see of a dynamic linker that changed between releases of glibc.
//!
//! In: the release of the libc in use (N of "2.N"). Out: for each custom, whether that release has it. One line each, with
//! the change in glibc that brought it, so that a difference between two releases is written down once. Must not: know
//! layouts (`glibc/tables`), or decide anything that programs need to run: customs are about what they are told.
//!
//! A custom that matters before any libc is found follows 2.36, or is asked for ahead (`link/customs`).

#![forbid(unsafe_code)]

use super::hwcaps::Schemes;
use crate::bytes::Words;

/// The customs of one release.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Customs {
    release: u16,
}

/// Objects in the first 2 GiB, where branches predict better on some processors.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Low {
    /// LD_PREFER_MAP_32BIT_EXEC, whatever its value, for what begins with code.
    ByVariable,
    Never,
    /// Its tunable, for what has code.
    ByTunable,
}

impl Customs {
    /// Until the libc is known, and without one.
    pub const USUAL: Customs = Customs { release: 36 };

    pub const fn of(release: u16) -> Customs {
        Customs { release }
    }

    /// N of "2.N".
    pub const fn release(self) -> u16 {
        self.release
    }

    const fn since(self, release: u16) -> bool {
        self.release >= release
    }

    /// DT_AUDIT and DT_DEPAUDIT name auditors ("elf: Implement DT_AUDIT, DT_DEPAUDIT support", bug 24943).
    pub const fn programs_name_auditors(self) -> bool {
        self.since(32)
    }

    /// Debuggers hear that objects are being added when the first is in the list; before, they heard it when that was about to be
    /// mapped (`_dl_map_object_from_fd` of `elf/dl-load.c`).
    pub const fn announces_what_is_there(self) -> bool {
        self.since(35)
    }

    /// And they see it, where the namespace was empty; before, nothing of it until all is there ("dlopen: skip debugger
    /// notification for DSO loaded from sprof", bug 30258).
    pub const fn shows_what_is_added(self) -> bool {
        self.since(38)
    }

    /// LAV_CURRENT of `link.h`, offered to la_version.
    pub const fn audit_interface(self) -> u32 {
        if self.since(35) { 2 } else { 1 }
    }

    /// la_objopen tells of the vDSO ("elf: Issue audit la_objopen for vDSO").
    pub const fn auditors_see_vdso(self) -> bool {
        self.since(35)
    }

    /// la_activity frames the destructors at exit ("elf: Add la_activity during application exit").
    pub const fn exit_is_activity(self) -> bool {
        self.since(35)
    }

    /// A library's reference through the GOT to its own protected variable means the program's copy, if there is one (`ELF_RTYPE_CLASS_EXTERN_PROTECTED_DATA` of
    /// `sysdeps/x86_64/dl-machine.h`).
    pub const fn got_means_copies(self) -> bool {
        !self.since(36)
    }

    /// Debuggers find the other namespaces behind `_r_debug`, whose version then is 2 ("elf: Support multiple namespaces with
    /// struct r_debug_extended", bug 15971). One of before takes what follows for a list of Solaris's, and warns.
    pub const fn shows_namespaces(self) -> bool {
        self.since(35)
    }

    /// It is said when a program copies a protected variable, or has an address of its own for a protected function
    /// (`_dl_check_protected_symbol` of `sysdeps/generic/dl-protected.h`).
    pub const fn tells_of_protected(self) -> bool {
        self.since(35)
    }

    /// In a privileged program more variables are unsafe, GLIBC_TUNABLES as a whole, and /etc/suid-debug means nothing
    /// ("elf: Ignore LD_BIND_NOW and LD_BIND_NOT for setuid binaries", "elf: Remove /etc/suid-debug support").
    pub const fn strict_environment(self) -> bool {
        self.since(39)
    }

    /// A GLIBC_TUNABLES that is not well formed is ignored as a whole, with a warning ("tunables: Terminate if end of input
    /// is reached", CVE-2023-4911, and what followed it).
    pub const fn strict_tunables(self) -> bool {
        self.since(39)
    }

    /// A tunable asks for the treatment of privileged programs ("Add glibc.rtld.enable_secure tunable").
    pub const fn tunables_can_secure(self) -> bool {
        self.since(40)
    }

    /// Constructors and destructors have the older order ("elf: Fix slow DSO sorting behavior in dynamic loader", bug 17645).
    pub const fn sorts_by_moves(self) -> bool {
        !self.since(35)
    }

    /// What dlclose is called for ends first, also in a cycle, and at exit the program, also where libraries came to use each
    /// other ("elf: Fix force_first handling in dlclose", bug 30981).
    pub const fn first_ends_first(self) -> bool {
        self.since(39)
    }

    /// What is being closed may still be bound to what is being closed ("elf: Do not search removed objects", bug 30425).
    pub const fn dying_see_each_other(self) -> bool {
        self.since(38)
    }

    /// libc is relocated before everything else, so that its IFUNC resolvers may run for who does not say that it needs it ("elf:
    /// Relocate libc.so early during startup and dlmopen", bug 31083).
    pub const fn libc_is_relocated_first(self) -> bool {
        self.since(39)
    }

    /// A search directory that is none is passed over; older releases end the search path there ("elf: ldconfig and ld.so: ignore
    /// what is no directory", bug 31035).
    pub const fn passes_over_files(self) -> bool {
        self.since(39)
    }

    /// A dlopen that changes nothing but a count is not told of, neither to debuggers nor by LD_DEBUG=files (`is_already_fully_open` of `elf/dl-open.c`).
    pub const fn reopens_in_silence(self) -> bool {
        self.since(42)
    }

    /// Stacks become executable at start-up only, not by dlopen, and a tunable has a say ("elf: Do not change stack permission on
    /// dlopen/dlmopen", bug 32653; "elf: Add glibc.rtld.execstack").
    pub const fn stacks_are_settled_at_start(self) -> bool {
        self.since(41)
    }

    /// dlclose announces the deletion before la_objclose, not after ("elf: Reorder audit events in dlcose to match
    /// _dl_fini", bug 32066).
    pub const fn deletion_comes_first(self) -> bool {
        self.since(41)
    }

    /// dlopen tells that the list is whole when everything is relocated, debuggers before auditors, and debuggers at the end of
    /// every dlopen; older releases as soon as all is mapped, auditors first, and where it comes to that ("elf: Signal
    /// RT_CONSISTENT after relocation processing in dlopen", bug 31986).
    pub const fn consistent_means_relocated(self) -> bool {
        self.since(41)
    }

    /// The loader's proxy in another namespace is an object to auditors (bugs 31985 and 32065).
    pub const fn auditors_see_proxies(self) -> bool {
        self.since(41)
    }

    /// Who asks for low addresses, and for what ("x86-64: Remove LD_PREFER_MAP_32BIT_EXEC support", "x86-64: Add
    /// glibc.cpu.prefer_map_32bit_exec", bug 28656).
    pub const fn low_addresses(self) -> Low {
        match self.release {
            ..35 => Low::ByVariable,
            35..38 => Low::Never,
            38.. => Low::ByTunable,
        }
    }

    /// libc draws random numbers by a function of the vDSO ("linux: Add support for getrandom vDSO").
    pub const fn asks_vdso_for_random(self) -> bool {
        self.since(41)
    }

    /// libc reads the pointer guard from a variable of the loader, `__pointer_chk_guard`, and no more from each thread's block,
    /// which it no longer fills (`sysdeps/unix/sysv/linux/x86_64/pointer_guard.h`).
    pub const fn pointer_guard_is_a_variable(self) -> bool {
        self.since(44)
    }

    /// What ldconfig made of /etc/tunables.conf holds for every program ("System-wide tunables", NEWS of 2.44).
    pub const fn obeys_the_system(self) -> bool {
        self.since(44)
    }

    /// The sixteen random bytes that the kernel left for the program are replaced once canary and pointer guard were made of
    /// them ("elf: Stack canary and pointer guard are recoverable from AT_RANDOM", bug 34197).
    pub const fn replaces_random_bytes(self) -> bool {
        self.since(44)
    }

    /// The subdirectories of search directories: glibc-hwcaps ("elf: Add glibc-hwcaps support for LD_LIBRARY_PATH"), and
    /// `tls` and its like ("elf: Remove legacy hwcaps support from the dynamic loader").
    pub const fn schemes(self) -> Schemes {
        match self.release {
            ..33 => Schemes::Legacy,
            33..37 => Schemes::Both,
            37.. => Schemes::Levels,
        }
    }

    /// LD_DEBUG=libs tells why a search goes on (`open_verify` of `elf/dl-load.c`).
    pub const fn tells_what_is_passed_over(self) -> bool {
        self.since(43)
    }

    /// malloc and its like are bound in the loader's turn to be relocated, as its own references; later releases look them up
    /// on their own (`__rtld_malloc` of `elf/dl-minimal.c`).
    pub const fn imports_malloc(self) -> bool {
        !self.since(32)
    }

    /// LD_DEBUG=libs announces also who has nothing to initialise (`call_init` of `elf/dl-init.c`).
    pub const fn announces_every_turn(self) -> bool {
        self.since(32)
    }

    /// At exit LD_DEBUG=libs announces also who has nothing to end, and the program without its name ("elf: Introduce to
    /// _dl_call_fini" of 2.37, which Debian's 2.36 has).
    pub const fn tells_of_every_end(self) -> bool {
        self.since(36)
    }

    /// The first thread's rseq area is registered at start ("nptl: Add rseq registration").
    pub const fn registers_rseq(self) -> bool {
        self.since(35)
    }

    /// The machinery of errors is libc's, and the loader imports it; later it has its own (`elf/dl-catch.c`).
    pub const fn leaves_errors_to_libc(self) -> bool {
        !self.since(37)
    }

    /// The loader relocates itself before it looks for malloc, not after (`dl_main` of `elf/rtld.c`).
    pub const fn relocates_itself_before_it_looks(self) -> bool {
        self.since(41)
    }

    /// LD_DEBUG=all and tls tell of threads' control blocks, and libc of stacks (`DL_DEBUG_TLS` of `elf/dl-tls.c`).
    pub const fn tells_of_control_blocks(self) -> bool {
        self.since(43)
    }

    /// The generation after start. From the second on the first thread's dtv is an older one, and is told so at its first use of
    /// `__tls_get_addr`, where whoever watches sees it.
    pub const fn first_generation(self) -> u64 {
        if self.since(44) { 2 } else { 0 }
    }

    /// And of modules and their blocks, all behind "tls:" (LD_DEBUG=tls of 2.44).
    pub const fn tells_of_modules(self) -> bool {
        self.since(44)
    }

    /// LD_SHOW_AUXV has a name for AT_MINSIGSTKSZ (`_dl_show_auxv`, as the next three).
    pub const fn names_signal_stack(self) -> bool {
        self.since(34)
    }

    /// And for AT_HWCAP3 and AT_HWCAP4, which --list-diagnostics has, too ("powerpc: Add HWCAP3/HWCAP4 data to TCB", on 2.39's
    /// branch as well).
    pub const fn names_more_hwcaps(self) -> bool {
        self.since(39)
    }

    /// And for AT_RSEQ_FEATURE_SIZE and AT_RSEQ_ALIGN.
    pub const fn names_rseq(self) -> bool {
        self.since(41)
    }

    /// It shows AT_HWCAP as it does every other number to the base of 16.
    pub const fn prefixes_hwcap(self) -> bool {
        self.since(42)
    }

    /// What --list-tunables shows of glibc.malloc.top_pad that nobody set; malloc pads so much in every release ("malloc:
    /// Correct the documentation of the top_pad default", bug 29422).
    pub const fn default_top_pad(self) -> u64 {
        if self.since(37) { 128 * 1024 } else { 0 }
    }

    /// --list-diagnostics has keys of their own for the texts of the auxiliary vector ("Linux: Avoid conflicting types in ld.so
    /// --list-diagnostics").
    pub const fn tells_texts_from_numbers(self) -> bool {
        self.since(39)
    }

    /// --list-diagnostics no longer has what was made of the first word of hardware capabilities ("elf: Remove HWCAP_IMPORTANT",
    /// "elf: Remove _dl_string_platform").
    pub const fn diagnoses_plain_hwcaps(self) -> bool {
        self.since(40)
    }

    /// --list-diagnostics has all that CPUID answers on each processor ("x86: Add generic CPUID data dumper to ld.so
    /// --list-diagnostics").
    pub const fn dumps_processors(self) -> bool {
        self.since(40)
    }

    /// --list-diagnostics has what a TLS descriptor saves ("x86: Use separate variable for TLSDESC XSAVE/XSAVEC state size",
    /// bug 32810, which Debian's 2.41 has).
    pub const fn diagnoses_descriptors(self) -> bool {
        self.since(41)
    }

    /// Profiles have a folder if none is named (`dl_profile_output` of `elf/rtld.c`).
    pub const fn profiles_have_a_folder(self) -> bool {
        !self.since(43)
    }

    /// A program started by command has an origin without links and dots ("elf: Canonicalize $ORIGIN in an explicit ld.so
    /// invocation", bug 25263).
    pub const fn origin_is_canonical(self) -> bool {
        self.since(42)
    }
}

/// The variables that only a strict environment is cleaned of (glibc 2.39, `sysdeps/generic/unsecvars.h`). MALLOC_CHECK_ is
/// not among them: what it set was set in a library of its own since 2.34, and nobody cleans it away any more.
pub const STRICTLY_UNSAFE: Words = Words(
    "GLIBC_TUNABLES LD_BIND_NOT LD_BIND_NOW LD_VERBOSE LD_WARN MALLOC_ARENA_MAX MALLOC_ARENA_TEST \
    MALLOC_MMAP_MAX_ MALLOC_MMAP_THRESHOLD_ MALLOC_PERTURB_ MALLOC_TOP_PAD_ MALLOC_TRIM_THRESHOLD_",
);

/// The variables that were unsafe in some releases only: LD_USE_LOAD_BIAS went with prelink, LD_HWCAP_MASK with its tunable.
pub const ONCE_UNSAFE: Words = Words("LD_HWCAP_MASK LD_USE_LOAD_BIAS MALLOC_CHECK_");

impl Customs {
    /// Is this variable one that a privileged program of this release must not see? Of those two lists.
    pub fn is_unsafe(self, variable: &[u8]) -> bool {
        match variable {
            b"MALLOC_CHECK_" => !self.strict_environment(),
            b"LD_HWCAP_MASK" => !self.since(40),
            b"LD_USE_LOAD_BIAS" => !self.since(36),
            _ => self.strict_environment() && STRICTLY_UNSAFE.contains(variable),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_release() {
        let (old, usual, new) = (Customs::of(31), Customs::USUAL, Customs::of(43));
        assert_eq!((old.audit_interface(), usual.audit_interface()), (1, 2));
        assert!(!old.programs_name_auditors() && usual.programs_name_auditors());
        assert!(!usual.deletion_comes_first() && Customs::of(41).deletion_comes_first());
        assert!(!Customs::of(41).origin_is_canonical() && new.origin_is_canonical());
    }
}
