//! What the user asked for in the environment (ld.so(8)), read once.
//!
//! In: the entries of the environment, the command line of an explicit invocation, whether the program runs with raised
//! privileges. Out: `Options`, fixed for the life of the process; which variables are unsafe. Must not: look anything up,
//! print, or end the process: unknown words of LD_DEBUG are answered as data. Called by `start` alone, before anything is
//! loaded.
//!
//! Which variables count when they are empty differs from one to the next (glibc, `elf/rtld.c`): LD_BIND_NOW,
//! LD_BIND_NOT, LD_WARN, LD_VERBOSE and LD_PROFILE do nothing then; LD_TRACE_LOADED_OBJECTS, LD_DYNAMIC_WEAK,
//! LD_SHOW_AUXV and LD_PREFER_MAP_32BIT_EXEC count whatever their value. Of several entries of the same name
//! the last one wins.

#![forbid(unsafe_code)]
#![deny(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used, clippy::panic)]

use super::command_line::{CommandLine, Mode};
use super::hwcaps::{Processor, Schemes};
use super::search::{Config, System};
use super::{debug_words, number};
use crate::bytes::Words;
use crate::bytes::{Name, Owned};
use crate::trace::{Category, Rule};
use alloc::vec::Vec;

/// A string of the initial stack, which stays for the life of the process.
pub type Text = &'static [u8];

#[derive(Default, Clone, Debug)]
pub struct Options {
    /// AT_SECURE.
    pub secure: bool,
    /// LD_BIND_NOW, or LD_DEBUG=unused, which needs every reference to be bound.
    pub bind_now: bool,
    /// LD_BIND_NOT: resolve lazily, but never store the result.
    pub bind_not: bool,
    /// LD_DYNAMIC_WEAK: a strong definition later in the scope beats a weak one.
    pub dynamic_weak: bool,
    /// LD_LIBRARY_PATH and `--library-path`, which replaces it (`library_path()`).
    pub library_path_variable: Option<Text>,
    pub library_path_option: Option<Text>,
    /// LD_PRELOAD, separated by spaces and colons.
    pub preload: Option<Text>,
    /// `--preload`: loaded after those of LD_PRELOAD.
    pub preload_option: Option<Text>,
    /// Every LD_AUDIT, separated by colons: of other variables the last counts.
    pub audit: Vec<Text>,
    /// Every `--audit`, after those of LD_AUDIT.
    pub audit_options: Vec<Text>,
    /// Bits of `trace::Category`; 0 in secure mode.
    pub debug: u32,
    /// What `debug` would be but for secure mode: to be used if /etc/suid-debug exists.
    pub debug_if_suid_debug: u32,
    /// Words of LD_DEBUG that mean nothing.
    pub debug_unknown: Vec<Text>,
    /// Ours: `obj=GLOB` and `sym=GLOB` keep only the lines about these; `self` hides LD_DEBUG from children.
    pub debug_objects: Vec<Text>,
    pub debug_symbols: Vec<Text>,
    pub debug_self: bool,
    /// Ours: events as NDJSON.
    pub debug_json: bool,
    /// LD_DEBUG_OUTPUT: lines go to this name with `.PID` appended.
    pub debug_output: Option<Text>,
    /// LD_TRACE_LOADED_OBJECTS: list, do not run. In secure mode glibc ends the process with status 5.
    pub trace_loaded: bool,
    /// The same with a value above 1: list the program too.
    pub trace_program: bool,
    /// The program is looked at, not run: `--list`, `--tree` and the like, LD_TRACE_LOADED_OBJECTS.
    pub look_only: bool,
    /// What an explicit invocation is to do, and with what.
    pub mode: Mode,
    pub json: bool,
    pub why: Option<Text>,
    /// LD_WARN: with LD_TRACE_LOADED_OBJECTS, relocate and report what is undefined.
    pub warn: bool,
    /// LD_VERBOSE: with LD_TRACE_LOADED_OBJECTS, print the versions needed.
    pub verbose: bool,
    pub show_auxv: bool,
    /// LD_ORIGIN_PATH: what $ORIGIN of the program is if the kernel does not say.
    pub origin_path: Option<Text>,
    pub profile: Option<Text>,
    pub profile_output: Option<Text>,
    /// LD_PREFER_MAP_32BIT_EXEC.
    pub prefer_map_32bit: bool,
    /// Bits of GNU_PROPERTY_X86_ISA_1 that the processor has; `start` fills it.
    pub isa_levels: u32,
    pub inhibit_cache: bool,
    /// `--inhibit-rpath`: objects whose RPATH and RUNPATH do not count.
    pub inhibit_rpath: Option<Text>,
    pub hwcaps_prepend: Option<Text>,
    pub hwcaps_mask: Option<Text>,
    /// RTLD_ERRORS=short, or secure mode: glibc's line and no explanation.
    pub short_errors: bool,
}

impl Options {
    /// The path list that takes LD_LIBRARY_PATH's place in the search, and by which name it is called.
    pub fn library_path(&self) -> (Option<Text>, Rule) {
        match self.library_path_option {
            Some(path) => (Some(path), Rule::LibraryPathOption),
            None => (self.library_path_variable, Rule::LibraryPath),
        }
    }

    /// Is this category of LD_DEBUG wanted?
    pub fn debugs(&self, category: Category) -> bool {
        self.debug & category as u32 != 0
    }

    /// Does a missing library leave the others to be looked at?
    pub fn goes_on(&self) -> bool {
        self.trace_loaded || matches!(self.mode, Mode::Tree | Mode::Why | Mode::Check)
    }

    /// LD_DEBUG=unused: report direct dependencies that nothing is bound to.
    pub fn unused(&self) -> bool {
        self.debugs(Category::Unused)
    }

    /// What the search depends on.
    pub fn search_config(&self, system: System, processor: Processor) -> Config {
        let (path, rule) = self.library_path();
        Config {
            system,
            processor,
            schemes: Schemes::Both,
            hwcaps_prepend: self.hwcaps_prepend.map(<[u8]>::owned),
            hwcaps_mask: self.hwcaps_mask.map(<[u8]>::owned),
            library_path: path.map(<[u8]>::owned),
            library_path_rule: rule,
            inhibit_cache: self.inhibit_cache,
            inhibit_rpath: self.inhibit_rpath.map(<[u8]>::owned),
            secure: self.secure,
        }
    }

    /// The command line prevails over the environment.
    pub fn under(self, line: &CommandLine) -> Options {
        Options {
            inhibit_cache: line.inhibit_cache,
            library_path_option: line.library_path,
            inhibit_rpath: line.inhibit_rpath,
            audit_options: line.audit.clone(),
            preload_option: line.preload,
            hwcaps_prepend: line.hwcaps_prepend,
            hwcaps_mask: line.hwcaps_mask,
            mode: line.mode,
            json: line.json,
            why: line.why,
            look_only: self.look_only || line.mode != Mode::Run,
            // `--list` is not LD_TRACE_LOADED_OBJECTS, and beats it.
            trace_loaded: self.trace_loaded && line.mode != Mode::List,
            warn: self.warn && line.mode != Mode::List,
            verbose: self.verbose && line.mode != Mode::List,
            ..self
        }
    }

    fn take(&mut self, variable: &[u8], value: Text) {
        let given = !value.is_empty();
        // Not patterns: those would be compared byte by byte, with four times the code.
        let is = |name: &str| variable == name.as_bytes();
        match () {
            _ if is("LD_BIND_NOW") => self.bind_now = given,
            _ if is("LD_BIND_NOT") => self.bind_not = given,
            _ if is("LD_WARN") => self.warn = given,
            _ if is("LD_VERBOSE") => self.verbose = given,
            _ if is("LD_PRELOAD") => self.preload = Some(value),
            _ if is("LD_AUDIT") => self.audit.push(value),
            _ if is("LD_DEBUG") => self.take_debug(value),
            _ if is("LD_TRACE_LOADED_OBJECTS") => {
                self.trace_loaded = true;
                self.look_only = true;
                self.trace_program = number::read(value).0 > 1;
            }
            // Nothing below is heard in a program with raised privileges.
            _ if self.secure => {}
            _ if is("LD_LIBRARY_PATH") => self.library_path_variable = Some(value),
            _ if is("LD_DEBUG_OUTPUT") => self.debug_output = Some(value),
            _ if is("LD_DYNAMIC_WEAK") => self.dynamic_weak = true,
            _ if is("LD_SHOW_AUXV") => self.show_auxv = true,
            _ if is("LD_ORIGIN_PATH") => self.origin_path = Some(value),
            _ if is("LD_PROFILE") && given => self.profile = Some(value),
            _ if is("LD_PROFILE_OUTPUT") && given => self.profile_output = Some(value),
            _ if is("LD_PREFER_MAP_32BIT_EXEC") => self.prefer_map_32bit = true,
            _ if is("RTLD_ERRORS") => self.short_errors = value == b"short",
            _ => {}
        }
    }

    /// Since 2.39 a privileged program hears neither LD_DEBUG nor LD_TRACE_LOADED_OBJECTS, whatever they say, and there is no
    /// /etc/suid-debug.
    pub fn without_debugging(&self) -> Options {
        Options {
            debug: 0,
            debug_if_suid_debug: 0,
            debug_unknown: Vec::new(),
            debug_self: false,
            trace_loaded: false,
            look_only: false,
            ..self.clone()
        }
    }

    fn take_debug(&mut self, value: Text) {
        for word in value.split(|byte| matches!(byte, b' ' | b',' | b':')).filter(|word| !word.is_empty()) {
            if let Some(glob) = word.strip_prefix(b"obj=") {
                self.debug_objects.push(glob);
                continue;
            }
            if let Some(glob) = word.strip_prefix(b"sym=") {
                self.debug_symbols.push(glob);
                continue;
            }
            self.debug_self |= word == b"self";
            self.debug_json |= word == b"json";
            match debug_words::WORDS.iter().find(|known| known.word.bytes() == word) {
                Some(known) => self.debug |= known.mask,
                None => self.debug_unknown.push(word),
            }
        }
        // What only the PLT uses is used. (LD_BIND_NOW may still say otherwise.)
        self.bind_now |= self.unused();
    }
}

/// Name and value in an entry of the environment; without `=` it is no variable.
#[inline]
pub fn assignment(entry: &[u8]) -> Option<(&[u8], &[u8])> {
    let (name, value) = entry.split_at_checked(entry.iter().position(|&byte| byte == b'=')?)?;
    Some((name, value.get(1..)?))
}

/// Reads the environment.
pub fn from_environment(environment: impl Iterator<Item = Name>, secure: bool) -> Options {
    let mut options = Options { secure, short_errors: secure, ..Options::default() };
    for entry in environment {
        // Before its length is asked for: most have another.
        if !matches!(entry.first(), b'L' | b'G' | b'R') {
            continue;
        }
        let entry: Text = entry.bytes();
        if let Some((variable, value)) = assignment(entry) {
            options.take(variable, value);
        }
    }
    options.debug_if_suid_debug = options.debug;
    if secure {
        options.debug = 0;
    }
    options
}

/// Is this entry of LD_PRELOAD or `--preload` to be looked for? What cannot be a path is passed over in silence, and in a privileged
/// program a path, which would be the user's choice of code (glibc, `elf/rtld.c`, SECURE_PATH_LIMIT and SECURE_NAME_LIMIT).
pub fn preloads(entry: &[u8], secure: bool) -> bool {
    const PATH_MAX: usize = 4096;
    if secure { audits(entry, secure) } else { !entry.is_empty() && entry.len() < PATH_MAX }
}

/// The same for LD_AUDIT, `--audit`, DT_AUDIT and DT_DEPAUDIT, whose entries may be no longer than a file's name, path or not.
pub fn audits(entry: &[u8], secure: bool) -> bool {
    const NAME_MAX: usize = 255;
    !entry.is_empty() && entry.len() < NAME_MAX && (!secure || is_bare(entry))
}

fn is_bare(entry: &[u8]) -> bool {
    !entry.contains(&b'/')
}

/// Variables that a program with raised privileges, and what it starts, must not see (glibc,
/// `sysdeps/generic/unsecvars.h`), whatever the release. GLIBC_TUNABLES is rewritten; that is for the caller to know.
pub fn unsafe_in_secure(variable: &[u8]) -> bool {
    UNSAFE.contains(variable)
}

const UNSAFE: Words = Words(
    "GCONV_PATH GETCONF_DIR HOSTALIASES LD_AUDIT LD_DEBUG LD_DEBUG_OUTPUT LD_DYNAMIC_WEAK \
    LD_LIBRARY_PATH LD_ORIGIN_PATH LD_PRELOAD LD_PROFILE LD_SHOW_AUXV LOCALDOMAIN \
    LOCPATH MALLOC_TRACE NIS_PATH NLSPATH RESOLV_HOST_CONF RES_OPTIONS TMPDIR TZDIR",
);

#[cfg(test)]
#[path = "options_tests.rs"]
mod tests;
