//! Tests of the search against real files, and against the lines that the system's own loader prints.

use super::*;
use crate::plan::search::{LIB64, MULTIARCH, System};
use crate::trace::{self, Category};
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::string::{String, ToString};
use std::{format, vec};

/// The program, as a requester.
#[derive(Default)]
struct Program {
    rpath: Option<String>,
    nodeflib: bool,
}

impl Requester for Program {
    fn identity(&self) -> usize {
        1
    }
    fn name(&self) -> &[u8] {
        b""
    }
    fn rpath(&self) -> Option<&[u8]> {
        self.rpath.as_ref().map(|r| r.as_bytes())
    }
    fn runpath(&self) -> Option<&[u8]> {
        None
    }
    fn origin(&self) -> Option<Vec<u8>> {
        Some(b"/usr/bin".to_vec())
    }
    fn loader(&self) -> Option<&dyn Requester> {
        None
    }
    fn nodeflib(&self) -> bool {
        self.nodeflib
    }
    fn is_main(&self) -> bool {
        true
    }
}

std::thread_local! {
    static LINES: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

fn emit(event: &Event<'_>) {
    let text = |b: &[u8]| String::from_utf8_lossy(b).into_owned();
    let line = match event {
        Event::Find { name, namespace } => format!("find library={} [{namespace}]; searching", text(name)),
        Event::SearchCache { cache } => format!(" search cache={}", text(cache)),
        Event::TryFile { path } => format!("  trying file={}", text(path)),
        Event::SearchPath { dirs, rule, .. } => {
            let dirs: Vec<String> = dirs.iter().map(|d| text(d)).collect();
            let rule = match rule {
                Rule::LibraryPath => "LD_LIBRARY_PATH",
                Rule::LibraryPathOption => "--library-path",
                _ => "system search path",
            };
            format!(" search path={}\t\t({rule})", dirs.join(":"))
        }
        _ => String::new(),
    };
    LINES.with_borrow_mut(|lines| lines.push(line));
}

fn ask<'a>(name: &'a str, main: &'a Program) -> Query<'a> {
    let purpose = Purpose::Library;
    Query { name: name.as_bytes(), requester: Some(main), main: Some(main), namespace: 0, purpose }
}

/// A directory of its own for a test, removed afterwards.
fn place() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn write(dir: &Path, name: &str, change: impl FnOnce(&mut Vec<u8>)) -> PathBuf {
    let mut bytes = std::fs::read(std::env::current_exe().unwrap()).unwrap();
    bytes.truncate(4096);
    change(&mut bytes);
    let path = dir.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, bytes).unwrap();
    path
}

fn searcher(library_path: &str) -> Searcher {
    let config = Config {
        library_path: Some(library_path.into()),
        processor: crate::plan::hwcaps::Processor { isa: 3, ..Default::default() },
        inhibit_cache: true,
        ..Config::plain(MULTIARCH)
    };
    Searcher::new(config, emit)
}

fn dir(path: &Path) -> String {
    path.to_str().unwrap().to_string()
}

#[test]
fn passes_over_other_machines_and_prefers_hwcaps() {
    let (a, b) = (place(), place());
    write(a.path(), "libx.so", |bytes| bytes[4] = 1);
    write(a.path(), "liby.so", |bytes| bytes[18] = 3);
    write(b.path(), "libx.so", |_| ());
    let best = write(b.path(), "glibc-hwcaps/x86-64-v2/libx.so", |_| ());
    let mut s = searcher(&format!("{}:{}", dir(a.path()), dir(b.path())));
    let main = Program::default();
    let found = s.find(ask("libx.so", &main), None).unwrap();
    assert_eq!(found.path.to_str().unwrap(), dir(&best));
    assert_eq!((found.rule, found.stat.size), (Rule::LibraryPath, 4096));
    assert_eq!(found.program_headers().len(), found.header.phnum);
    let error = s.find(ask("liby.so", &main), None).unwrap_err();
    assert!(matches!(error.0.what, What::Search(SearchError::NotFound)));
    assert_eq!(error.0.errno, Some(Errno::NOENT));
    // The class is remembered to the end.
    std::fs::remove_file(&best).unwrap();
    std::fs::remove_file(b.path().join("libx.so")).unwrap();
    let error = s.find(ask("libx.so", &main), None).unwrap_err();
    assert!(matches!(error.0.what, What::Header(HeaderError::Class(1))));
    assert_eq!(error.0.object, b"libx.so");
    let log = s.explain(ask("libx.so", &main));
    assert!(log.iter().any(|a| a.outcome == Outcome::BadHeader(HeaderError::Class(1))));
}

#[test]
fn a_bad_file_ends_the_search() {
    let (a, b) = (place(), place());
    let bad = write(a.path(), "libx.so", |bytes| bytes[0] = 0);
    write(b.path(), "libx.so", |_| ());
    let mut s = searcher(&format!("{}:{}", dir(a.path()), dir(b.path())));
    let main = Program::default();
    let error = s.find(ask("libx.so", &main), None).unwrap_err();
    assert!(matches!(error.0.what, What::Header(HeaderError::Magic)));
    assert_eq!(error.0.object, dir(&bad).as_bytes());
    std::fs::create_dir(a.path().join("liby.so")).unwrap();
    let error = s.find(ask("liby.so", &main), None).unwrap_err();
    assert!(matches!(error.0.what, What::Search(SearchError::Read)));
    assert_eq!(error.0.errno, Some(Errno(21)));
}

#[test]
fn auditors_may_rename_and_refuse() {
    let a = place();
    write(a.path(), "libx.so", |_| ());
    let other = write(a.path(), "other", |bytes| bytes.truncate(2000));
    let mut s = searcher(&dir(a.path()));
    let main = Program::default();
    let rename = CString::new(dir(&other)).unwrap();
    let mut hook = |candidate: &CStr, _| match candidate.to_bytes().ends_with(b"libx.so") {
        true => Decision::Rename(rename.clone()),
        false => Decision::Keep,
    };
    let found = s.find(ask("libx.so", &main), Some(&mut hook)).unwrap();
    assert_eq!(found.stat.size, 2000);
    assert!(found.path.to_bytes().ends_with(b"libx.so"));
    let mut refuse = |_: &CStr, _| Decision::Skip;
    assert!(s.find(ask("libx.so", &main), Some(&mut refuse)).is_err());
}

#[test]
fn names_with_a_slash() {
    let a = place();
    let path = write(a.path(), "libx.so", |_| ());
    let mut s = searcher("");
    let main = Program::default();
    let found = s.find(ask(&dir(&path), &main), None).unwrap();
    assert_eq!((found.rule, found.path.to_str().unwrap()), (Rule::Path, dir(&path).as_str()));
    assert!(s.find(ask("$ORIGIN/nothing", &main), None).is_err());
    assert_eq!(s.needed_name(b"$LIB/x", &main).unwrap().unwrap(), b"lib/x86_64-linux-gnu/x");
    assert!(s.needed_name(b"$PLATFORM/x", &main).is_err());
    assert!(s.needed_name(b"libx.so", &main).unwrap().is_none());
}

/// The system whose loader runs the tests, if it is one that we know.
fn system() -> Option<System> {
    [MULTIARCH, LIB64].into_iter().find(|s| {
        let libc = s.directories.first().map(|d| format!("{}libc.so.6", String::from_utf8_lossy(d)));
        libc.is_some_and(|libc| Path::new(&libc).exists())
    })
}

/// The lines about one missing library, from the system's loader and from us: the same, given its
/// subdirectories.
#[test]
fn lines_are_the_system_loaders() {
    let Some(system) = system() else { return };
    let a = place();
    let deep = a.path().join("glibc-hwcaps/x86-64-v2");
    std::fs::create_dir_all(&deep).unwrap();
    let library_path = format!("{}:rel/:/nowhere//;{}", dir(a.path()), dir(&deep));
    let names = ["libnone.so.1", "libnone.so.2"];
    let output = Command::new("/bin/true")
        .env("LD_DEBUG", "libs")
        .env("LD_PRELOAD", names.join(" "))
        .env("LD_LIBRARY_PATH", &library_path)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let block = |name: &str| -> Vec<String> {
        let lines = text.lines().filter_map(|l| l.split_once('\t')).map(|(_, l)| l.to_string());
        let start = format!("find library={name} ");
        let mut out: Vec<String> = lines.skip_while(|l| !l.starts_with(&start)).collect();
        let end = out.iter().position(String::is_empty).map_or(out.len(), |e| e + 1);
        out.truncate(end);
        out
    };
    let theirs: Vec<Vec<String>> = names.iter().map(|n| block(n)).collect();
    // Which processor theirs is, we learn from what it tries.
    let joined = theirs[0].join("\n");
    let level = |n: u32| joined.contains(&format!("x86-64-v{n}/libnone"));
    let isa = (2..5).filter(|&n| level(n)).fold(1, |isa, n| isa | 1 << (n - 1));
    let words: Vec<(&str, u64)> = vec![("x86_64", 2), ("avx512_1", 4)];
    let hwcap = words.iter().filter(|(w, _)| joined.contains(&format!("/{w}/libnone"))).map(|(_, b)| b).sum();
    // Elsewhere than on Intel's, it is what the kernel says: the name of the machine, which is a word, too.
    let platforms = [("/haswell/libnone", "haswell"), ("/x86_64/x86_64/libnone", "x86_64")];
    let platform =
        platforms.iter().find(|(tried, _)| joined.contains(tried)).map(|(_, name)| name.as_bytes());
    if theirs[0].is_empty() || !joined.contains("/tls/libnone") {
        return;
    }
    let config = Config {
        library_path: Some(library_path.into()),
        processor: crate::plan::hwcaps::Processor { isa, platform, hwcap },
        ..Config::plain(system)
    };
    let mut s = Searcher::new(config, emit);
    let main = Program::default();
    let before = trace::mask();
    trace::set_mask(Category::Libs as u32);
    for (name, theirs) in names.iter().zip(&theirs) {
        LINES.with_borrow_mut(Vec::clear);
        assert!(s.find(ask(name, &main), None).is_err());
        LINES.with_borrow(|ours| assert_eq!(ours, theirs));
    }
    trace::set_mask(before);
}
