//! What the kernel left on the stack: argc, argv, envp, auxv (psABI 3.4.1, getauxval(3)).
//!
//! In: the stack pointer at entry. Out: `Initial`, plain values and the addresses of the vectors. The one
//! thing it changes is the stack itself: explicit invocation (`rtld prog args`) shifts argv, secure mode removes
//! variables, and the auxiliary vector then speaks of the program. Must not: interpret variables.

use crate::bytes::Name;

/// Auxiliary vector entries (asm/auxvec.h, linux/auxvec.h).
pub mod at {
    pub const NULL: usize = 0;
    pub const PHDR: usize = 3;
    pub const PHENT: usize = 4;
    pub const PHNUM: usize = 5;
    pub const PAGESZ: usize = 6;
    pub const BASE: usize = 7;
    pub const ENTRY: usize = 9;
    pub const HWCAP: usize = 16;
    pub const CLKTCK: usize = 17;
    pub const PLATFORM: usize = 15;
    pub const SECURE: usize = 23;
    pub const RANDOM: usize = 25;
    pub const HWCAP2: usize = 26;
    pub const RSEQ_FEATURE_SIZE: usize = 27;
    pub const RSEQ_ALIGN: usize = 28;
    pub const HWCAP3: usize = 29;
    pub const HWCAP4: usize = 30;
    pub const EXECFN: usize = 31;
    pub const SYSINFO_EHDR: usize = 33;
    pub const MINSIGSTKSZ: usize = 51;
}

/// The kinds of entries that have a name here are below this.
const KINDS: usize = 64;

/// What the auxiliary vector says, by the kinds of its entries.
pub struct Vector {
    /// A bit for each kind that there is.
    present: u64,
    values: [usize; KINDS],
}

impl Vector {
    pub fn get(&self, kind: usize) -> Option<usize> {
        self.values.get(kind).copied().filter(|_| self.present >> kind & 1 != 0)
    }
}

/// The initial stack of the process.
#[derive(Clone, Copy, Debug)]
pub struct Initial {
    /// Where argc lies; argv, envp and auxv follow.
    sp: *mut usize,
}

// SAFETY: the initial stack lives as long as the process; the loader changes it before threads exist.
unsafe impl Send for Initial {}
// SAFETY: as above.
unsafe impl Sync for Initial {}

impl Initial {
    /// # Safety
    /// `sp` is the stack pointer with which the kernel started the process (or a model of such a stack).
    pub const unsafe fn new(sp: *mut usize) -> Initial {
        Initial { sp }
    }

    pub fn sp(&self) -> *mut usize {
        self.sp
    }

    pub fn argc(&self) -> usize {
        // SAFETY: argc is the word at the stack pointer (psABI).
        unsafe { self.sp.read() }
    }

    pub fn argv(&self) -> *mut *mut u8 {
        self.sp.wrapping_add(1).cast()
    }

    pub fn envp(&self) -> *mut *mut u8 {
        self.argv().wrapping_add(self.argc() + 1)
    }

    /// The i-th argument.
    pub fn argument(&self, index: usize) -> Option<Name> {
        if index >= self.argc() {
            return None;
        }
        // SAFETY: argv has argc entries, each a zero-terminated string that lives as long as the process; the
        // program may have replaced one by a null pointer since.
        unsafe {
            let argument = self.argv().add(index).read();
            (!argument.is_null()).then(|| Name::new(argument))
        }
    }

    pub fn environment(&self) -> impl Iterator<Item = Name> {
        let envp = self.envp();
        // SAFETY: envp ends with a null pointer and every entry before it is a zero-terminated string.
        (0..).map_while(move |i| unsafe {
            let entry = envp.add(i).read();
            (!entry.is_null()).then(|| Name::new(entry))
        })
    }

    /// The auxiliary vector's address.
    pub fn auxv(&self) -> *mut [usize; 2] {
        let mut end = self.envp();
        // SAFETY: envp ends with a null pointer; the auxiliary vector follows it.
        unsafe {
            while !end.read().is_null() {
                end = end.add(1);
            }
            end.add(1).cast()
        }
    }

    /// The value of an auxiliary entry.
    pub fn auxiliary(&self, kind: usize) -> Option<usize> {
        self.auxiliary_entry(kind).map(|entry| {
            // SAFETY: auxiliary_entry answers entries of the vector.
            unsafe { entry.read()[1] }
        })
    }

    /// All of the vector, for whoever asks for several entries: it lies behind the environment, which may be long.
    pub fn vector(&self) -> Vector {
        let mut vector = Vector { present: 0, values: [0; KINDS] };
        for [kind, value] in self.auxiliaries() {
            if let Some(place) = vector.values.get_mut(kind) {
                vector.present |= 1 << kind;
                *place = value;
            }
        }
        vector
    }

    #[inline(never)]
    fn auxiliary_entry(&self, kind: usize) -> Option<*mut [usize; 2]> {
        // SAFETY: entries of the vector.
        self.entries().find(|entry| unsafe { entry.read()[0] == kind })
    }

    /// Every entry in order, AT_NULL excluded.
    pub fn auxiliaries(&self) -> impl Iterator<Item = [usize; 2]> {
        // SAFETY: entries of the vector.
        self.entries().map(|entry| unsafe { entry.read() })
    }

    /// Where they lie.
    fn entries(&self) -> impl Iterator<Item = *mut [usize; 2]> {
        let vector = self.auxv();
        // SAFETY: the vector ends with an AT_NULL entry.
        (0..).map(move |i| vector.wrapping_add(i)).take_while(|entry| unsafe { entry.read()[0] != at::NULL })
    }

    /// Replaces the value of an entry that is there.
    pub fn set_auxiliary(&self, kind: usize, value: usize) {
        if let Some(entry) = self.auxiliary_entry(kind) {
            // SAFETY: an entry of the vector, on the writable stack.
            unsafe { (*entry)[1] = value };
        }
    }

    /// Drops the first `count` arguments: everything from argv on moves down by that many words (as
    /// ld.so does since 2.35), so that the stack pointer keeps its alignment.
    pub fn shift_arguments(&self, count: usize) {
        if count == 0 {
            return;
        }
        let auxiliaries = self.auxiliaries().count() + 1;
        let from = self.argv().wrapping_add(count).cast::<usize>();
        let auxv_end = self.auxv().wrapping_add(auxiliaries).cast::<usize>();
        let words = (auxv_end as usize - from as usize) / size_of::<usize>();
        // SAFETY: all of it lies on the initial stack, between argc and the end of the auxiliary vector;
        // the copy goes downwards over what is dropped.
        unsafe {
            core::ptr::copy(from, self.argv().cast::<usize>(), words);
            self.sp.write(self.argc() - count);
        }
    }

    /// Replaces argv[0].
    pub fn set_argument_zero(&self, text: Name) {
        // SAFETY: argv has at least its terminating entry, and argc > 0 whenever a program is run.
        unsafe { self.argv().write(text.as_ptr().cast_mut()) };
    }

    /// Keeps only the variables that `keep` answers a pointer for (its own or a rewritten one).
    pub fn filter_environment(&self, mut keep: impl FnMut(Name) -> Option<Name>) {
        let envp = self.envp();
        let mut to = 0;
        let mut from = 0;
        // SAFETY: envp ends with a null pointer; `to` never overtakes `from`.
        unsafe {
            while !envp.add(from).read().is_null() {
                if let Some(kept) = keep(Name::new(envp.add(from).read())) {
                    envp.add(to).write(kept.as_ptr().cast_mut());
                    to += 1;
                }
                from += 1;
            }
            // libc finds the auxiliary vector behind the first null pointer: move it down with the rest.
            if to != from {
                let auxv = envp.add(from + 1).cast::<[usize; 2]>();
                let mut entries = 0;
                while auxv.add(entries).read()[0] != at::NULL {
                    entries += 1;
                }
                envp.add(to).write(core::ptr::null_mut());
                core::ptr::copy(auxv.cast::<usize>(), envp.add(to + 1).cast(), (entries + 1) * 2);
            }
        }
    }
}
