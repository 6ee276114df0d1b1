//! The rules of the library search: who contributes which directories, and in which order.
//!
//! In: the options, the objects' DT_RPATH and DT_RUNPATH through `Requester`. Out: the `Step`s of a search, and
//! the elements of a search path. Must not: open a file or read the environment. Called by `plan/paths`, which
//! remembers, and `link/search`, which tries what is decided here.
//!
//! The order (ld.so(8); glibc, `elf/dl-load.c`): a name with a slash is a path. Else DT_RPATH of the requester,
//! of the object that loaded it and so on up, then of the program, all this only if the requester has no
//! DT_RUNPATH; LD_LIBRARY_PATH; DT_RUNPATH of the requester alone; ld.so.cache; the system's directories.
//! In every directory the subdirectories of `hwcaps` come first. A directory that was found missing is not
//! tried again in this process, unless its name is relative: the current directory may change.

#![forbid(unsafe_code)]
#![deny(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used, clippy::panic)]

use super::hwcaps::{Processor, Schemes};
use super::tokens::{self, Trust};
use crate::trace::Rule;
use alloc::borrow::Cow;
use alloc::vec;
use alloc::vec::Vec;

/// Where the system keeps its libraries; it was fixed when the system's libc was built.
#[derive(Clone, Copy, Debug)]
pub struct System {
    /// The default directories, each with its trailing slash.
    pub directories: &'static [&'static [u8]],
    /// What `$LIB` stands for.
    pub lib: &'static [u8],
    pub cache: &'static core::ffi::CStr,
}

/// Debian and its children.
pub const MULTIARCH: System = System {
    directories: &[b"/lib/x86_64-linux-gnu/", b"/usr/lib/x86_64-linux-gnu/", b"/lib/", b"/usr/lib/"],
    lib: b"lib/x86_64-linux-gnu",
    cache: c"/etc/ld.so.cache",
};

/// glibc as upstream configures it: Fedora, openSUSE, and most others.
pub const LIB64: System =
    System { directories: &[b"/lib64/", b"/usr/lib64/"], lib: b"lib64", cache: c"/etc/ld.so.cache" };

/// Arch's, where the other name is a link.
const LIB: System =
    System { directories: &[b"/lib/", b"/usr/lib/"], lib: b"lib", cache: c"/etc/ld.so.cache" };

/// The one that we were built for: RTLD_LIB in the environment of the build says what `$LIB` stands for.
pub const SYSTEM: System = match option_env!("RTLD_LIB") {
    None => MULTIARCH,
    Some(lib) => match lib.as_bytes() {
        b"lib64" => LIB64,
        b"lib" => LIB,
        b"lib/x86_64-linux-gnu" => MULTIARCH,
        _ => panic!("RTLD_LIB is lib64, lib or lib/x86_64-linux-gnu"),
    },
};

/// Everything outside the objects that the search depends on; fixed at start-up.
#[derive(Clone, Debug)]
pub struct Config {
    pub system: System,
    pub processor: Processor,
    /// Which subdirectories there are.
    pub schemes: Schemes,
    /// `--glibc-hwcaps-prepend` and `--glibc-hwcaps-mask`.
    pub hwcaps_prepend: Option<Vec<u8>>,
    pub hwcaps_mask: Option<Vec<u8>>,
    /// LD_LIBRARY_PATH or `--library-path`; already removed in secure mode.
    pub library_path: Option<Vec<u8>>,
    /// `Rule::LibraryPath` or `Rule::LibraryPathOption`: which of the two it was.
    pub library_path_rule: Rule,
    pub inhibit_cache: bool,
    /// `--inhibit-rpath`.
    pub inhibit_rpath: Option<Vec<u8>>,
    /// AT_SECURE.
    pub secure: bool,
}

impl Config {
    /// A search without options on a machine without capabilities.
    pub fn plain(system: System) -> Config {
        Config {
            system,
            processor: Processor::default(),
            schemes: Schemes::Both,
            hwcaps_prepend: None,
            hwcaps_mask: None,
            library_path: None,
            library_path_rule: Rule::LibraryPath,
            inhibit_cache: false,
            inhibit_rpath: None,
            secure: false,
        }
    }
}

/// An object on whose behalf a name is searched.
pub trait Requester {
    /// Different for every object alive; see `Searcher::forget`.
    fn identity(&self) -> usize;
    /// l_name: empty for the program.
    fn name(&self) -> &[u8];
    fn rpath(&self) -> Option<&[u8]>;
    fn runpath(&self) -> Option<&[u8]>;
    /// The directory of the object's file.
    fn origin(&self) -> Option<Vec<u8>>;
    /// The object that caused this one to be loaded.
    fn loader(&self) -> Option<&dyn Requester>;
    /// DF_1_NODEFLIB: not from the system's directories.
    fn nodeflib(&self) -> bool;
    fn is_main(&self) -> bool;
    /// In an auditor's namespace: its searches leave no trace in the directory table.
    fn auditing(&self) -> bool {
        false
    }
}

/// What a search is for, where that changes its rules.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// DT_NEEDED, dlopen.
    Library,
    /// LD_PRELOAD; under AT_SECURE that is system files that are set-user-ID only, and not through the cache.
    Preload,
    /// An auditor: may also use the program's DT_RUNPATH.
    Auditor,
    /// The program, when the loader was invoked as a command: no search path is set up yet.
    Program,
}

/// One place to look.
#[derive(Clone, Copy)]
pub enum Step<'a> {
    Rpath(&'a dyn Requester),
    LibraryPath,
    Runpath(&'a dyn Requester),
    Cache(Entries),
    Default,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Entries {
    Any,
    /// For a DF_1_NODEFLIB object.
    OutsideSystemDirectories,
}

/// The places where a name without a slash is looked for, in order.
pub fn steps<'a>(
    config: &Config,
    purpose: Purpose,
    requester: Option<&'a dyn Requester>,
    main: Option<&'a dyn Requester>,
) -> Vec<Step<'a>> {
    if purpose == Purpose::Program {
        return if config.inhibit_cache { Vec::new() } else { vec![Step::Cache(Entries::Any)] };
    }
    let mut steps = Vec::with_capacity(8);
    if requester.is_none_or(|r| r.runpath().is_none()) {
        rpath_chain(purpose, requester, main, &mut steps);
    }
    if config.library_path.is_some() {
        steps.push(Step::LibraryPath);
    }
    steps.extend(requester.filter(|r| r.runpath().is_some()).map(Step::Runpath));
    let nodeflib = requester.or(main).is_some_and(Requester::nodeflib);
    let system_files_only = purpose == Purpose::Preload && config.secure;
    if !config.inhibit_cache && !system_files_only {
        let entries = if nodeflib { Entries::OutsideSystemDirectories } else { Entries::Any };
        steps.push(Step::Cache(entries));
    }
    if !nodeflib {
        steps.push(Step::Default);
    }
    steps
}

/// DT_RPATH is inherited along the chain of loaders; an object with DT_RUNPATH adds nothing but does not
/// end the chain.
fn rpath_chain<'a>(
    purpose: Purpose,
    requester: Option<&'a dyn Requester>,
    main: Option<&'a dyn Requester>,
    steps: &mut Vec<Step<'a>>,
) {
    let mut saw_main = false;
    let mut object = requester;
    while let Some(o) = object {
        if own_rpath(o).is_some() {
            steps.push(Step::Rpath(o));
            saw_main |= o.is_main();
        }
        object = o.loader();
    }
    let Some(main) = main.filter(|_| !saw_main) else { return };
    if own_rpath(main).is_some() {
        steps.push(Step::Rpath(main));
    }
    if purpose == Purpose::Auditor && main.runpath().is_some() {
        steps.push(Step::Runpath(main));
    }
}

/// DT_RPATH, which counts only without DT_RUNPATH (gABI, Shared Object Dependencies).
pub fn own_rpath<'a>(object: &'a (dyn Requester + 'a)) -> Option<&'a [u8]> {
    object.rpath().filter(|_| object.runpath().is_none())
}

/// Is the object named in the colon-separated list of `--inhibit-rpath`? An empty list or a leading empty
/// element names the program.
pub fn inhibited(list: &[u8], name: &[u8]) -> bool {
    let last_empty = list.ends_with(b":");
    let count = list.split(|&c| c == b':').count();
    list.split(|&c| c == b':')
        .take(if last_empty { count.saturating_sub(1) } else { count })
        .any(|e| e == name)
}

/// The environment of token expansion for one object.
pub fn trust(config: &Config, object: &dyn Requester) -> Trust<'static> {
    match (config.secure, object.is_main()) {
        (false, _) => Trust::Anywhere,
        (true, false) => Trust::FirstElement,
        (true, true) => Trust::Below(config.system.directories),
    }
}

/// Expands the tokens of a name or path element for `object`; `None` if it must not be used.
pub fn expand<'t>(config: &Config, object: Option<&dyn Requester>, text: &'t [u8]) -> Option<Cow<'t, [u8]>> {
    if !tokens::present(text) {
        return Some(Cow::Borrowed(text));
    }
    let origin = || object.and_then(Requester::origin);
    let values = tokens::Values {
        origin: &origin,
        lib: config.system.lib,
        platform: config.processor.platform,
        trust: object.map_or(Trust::FirstElement, |object| trust(config, object)),
    };
    tokens::expand(text, &values).map(Cow::Owned)
}

/// The directories of a search path, as they are to be tried: tokens replaced, trailing slashes folded into
/// one, and none at all for the empty element, which is the current directory.
pub fn split(config: &Config, object: Option<&dyn Requester>, list: &[u8], rule: Rule) -> Vec<Vec<u8>> {
    let variable = matches!(rule, Rule::LibraryPath | Rule::LibraryPathOption);
    list.split(|&c| c == b':' || (variable && c == b';'))
        .filter_map(|element| normal(config, object, element))
        .collect()
}

fn normal(config: &Config, object: Option<&dyn Requester>, element: &[u8]) -> Option<Vec<u8>> {
    let mut path = expand(config, object, element)?.into_owned();
    // An element that is empty only after expansion is no directory.
    if path.is_empty() && !element.is_empty() {
        return None;
    }
    while path.ends_with(b"/") {
        path.pop();
    }
    if !element.is_empty() {
        path.push(b'/');
    }
    // glibc would take them; but whoever starts a set-user-ID program chooses its current directory.
    if config.secure && path.first() != Some(&b'/') {
        return None;
    }
    Some(path)
}

/// Does a path lie in one of the system's directories (or below)?
pub fn in_system_directory(system: &System, path: &[u8]) -> bool {
    system.directories.iter().any(|dir| path.starts_with(dir))
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used)]
#[path = "search_tests.rs"]
mod tests;
