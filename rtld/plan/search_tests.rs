//! Tests of the rules: which steps, which directories.

use super::*;
use crate::plan::hwcaps::Processor;
use crate::plan::paths::{Paths, Presence, Tag};
use std::format;
use std::string::String;
use std::vec::Vec;

/// A requester made of words.
#[derive(Default, Clone)]
struct Object<'a> {
    id: usize,
    name: &'a str,
    rpath: Option<&'a str>,
    runpath: Option<&'a str>,
    loader: Option<&'a Object<'a>>,
    nodeflib: bool,
}

impl Requester for Object<'_> {
    fn identity(&self) -> usize {
        self.id
    }
    fn name(&self) -> &[u8] {
        self.name.as_bytes()
    }
    fn rpath(&self) -> Option<&[u8]> {
        self.rpath.map(str::as_bytes)
    }
    fn runpath(&self) -> Option<&[u8]> {
        self.runpath.map(str::as_bytes)
    }
    fn origin(&self) -> Option<Vec<u8>> {
        Some(b"/o".to_vec())
    }
    fn loader(&self) -> Option<&dyn Requester> {
        self.loader.map(|l| l as &dyn Requester)
    }
    fn nodeflib(&self) -> bool {
        self.nodeflib
    }
    fn is_main(&self) -> bool {
        self.name.is_empty()
    }
}

fn shown(steps: &[Step<'_>]) -> String {
    let word = |step: &Step<'_>| match step {
        Step::Rpath(o) => format!("rpath{}", o.identity()),
        Step::Runpath(o) => format!("runpath{}", o.identity()),
        Step::LibraryPath => "env".into(),
        Step::Cache(Entries::Any) => "cache".into(),
        Step::Cache(Entries::OutsideSystemDirectories) => "cache-".into(),
        Step::Default => "default".into(),
    };
    steps.iter().map(word).collect::<Vec<_>>().join(" ")
}

fn config() -> Config {
    Config::plain(MULTIARCH)
}

#[test]
fn order_of_the_rules() {
    let main = Object { id: 1, rpath: Some("/m"), ..Object::default() };
    let a = Object {
        id: 2,
        name: "a",
        runpath: Some("/a"),
        rpath: Some("/no"),
        loader: Some(&main),
        ..Object::default()
    };
    let b = Object { id: 3, name: "b", rpath: Some("/b"), loader: Some(&a), ..Object::default() };
    let alone = Object { id: 4, name: "c", nodeflib: true, ..Object::default() };
    let env = Config { library_path: Some(b"x".to_vec()), ..config() };
    let run = |config: &Config, purpose, r| shown(&steps(config, purpose, Some(r), Some(&main)));
    assert_eq!(run(&env, Purpose::Library, &main), "rpath1 env cache default");
    assert_eq!(run(&env, Purpose::Library, &a), "env runpath2 cache default");
    // An ancestor with DT_RUNPATH adds nothing and does not end the chain.
    assert_eq!(run(&env, Purpose::Library, &b), "rpath3 rpath1 env cache default");
    assert_eq!(run(&config(), Purpose::Library, &alone), "rpath1 cache-");
    let secure = Config { secure: true, ..config() };
    assert_eq!(run(&secure, Purpose::Preload, &main), "rpath1 default");
    assert_eq!(run(&config(), Purpose::Program, &main), "cache");
    let no_cache = Config { inhibit_cache: true, ..config() };
    assert_eq!(run(&no_cache, Purpose::Library, &a), "runpath2 default");
    let with_runpath = Object { id: 5, runpath: Some("/m"), ..Object::default() };
    assert_eq!(
        shown(&steps(&config(), Purpose::Auditor, None, Some(&with_runpath))),
        "runpath5 cache default"
    );
}

fn elements(config: &Config, list: &str, rule: Rule) -> Vec<String> {
    let main = Object::default();
    let text = |v: Vec<u8>| String::from_utf8(v).unwrap();
    split(config, Some(&main), list.as_bytes(), rule).into_iter().map(text).collect()
}

#[test]
fn elements_of_a_path() {
    let c = config();
    assert_eq!(elements(&c, ":/a//:b;c/:", Rule::LibraryPath), ["", "/a/", "b/", "c/", ""]);
    assert_eq!(elements(&c, "/a;b:///", Rule::Rpath), ["/a;b/", "/"]);
    assert_eq!(
        elements(&c, "$ORIGIN/../x:$PLATFORM:$LIB/", Rule::Runpath),
        ["/o/../x/", "lib/x86_64-linux-gnu/"]
    );
    let secure = Config { secure: true, ..config() };
    // Nothing relative, and $ORIGIN only where the system is trusted.
    assert_eq!(elements(&secure, ":rel:/abs:$ORIGIN/x:$LIB", Rule::Rpath), ["/abs/"]);
}

#[test]
fn inhibit_rpath() {
    for (list, name, yes) in [
        ("", "", true),
        (":", "", true),
        ("a:", "", false),
        ("a::b", "", true),
        ("/x/liba.so:b", "/x/liba.so", true),
        ("/x/liba.so:b", "b", true),
        ("/x/liba.so:b", "/x/liba", false),
        ("b", "", false),
    ] {
        assert_eq!(inhibited(list.as_bytes(), name.as_bytes()), yes, "{list} {name}");
    }
}

#[test]
fn a_directory_is_known_once() {
    let main = Object { id: 1, runpath: Some("/usr/lib:/x:/x/"), ..Object::default() };
    let config = Config {
        library_path: Some(b"/x:/y:".to_vec()),
        processor: Processor { isa: 3, ..Processor::default() },
        ..config()
    };
    let mut paths = Paths::default();
    paths.prepare(&config, Some(&main));
    let run = paths.of_object(&config, &main, Tag::Runpath);
    assert_eq!(run.len(), 2);
    let library = paths.library();
    assert_eq!(library[0], run[1]);
    let lines = |paths: &Paths, list: &[usize]| {
        let all = paths.directories.shown(list, &paths.subdirectories);
        all.iter().map(|p| String::from_utf8_lossy(p).into_owned()).collect::<Vec<_>>().join(":")
    };
    // Shown under the rule of whoever came first, here the system and then the program.
    assert_eq!(lines(&paths, &run), "/usr/lib/glibc-hwcaps/x86-64-v2:/usr/lib/tls:/usr/lib");
    assert_eq!(
        lines(&paths, &library[1..]),
        "/y/glibc-hwcaps/x86-64-v2:/y/tls:/y:glibc-hwcaps/x86-64-v2:tls:"
    );
    paths.directories.learn(library[1], 1, Presence::Missing);
    assert_eq!(lines(&paths, &library[1..2]), "/y/glibc-hwcaps/x86-64-v2:/y");
    let all = paths.searched_for(&config, &main, Some(&main), 0);
    let all: Vec<_> = all.iter().map(|p| core::str::from_utf8(p).unwrap()).collect();
    assert_eq!(
        all,
        [
            "/x",
            "/y",
            ".",
            "/usr/lib",
            "/x",
            "/lib/x86_64-linux-gnu",
            "/usr/lib/x86_64-linux-gnu",
            "/lib",
            "/usr/lib"
        ]
    );
    paths.bury(&main, Tag::Runpath);
    assert!(paths.is_dead(&main, Tag::Runpath));
    paths.forget(1);
    assert!(!paths.is_dead(&main, Tag::Runpath));
}
