//! The files that are mutated and the programs that meet them.
//!
//! In: a folder, the loader. Out: `Target`s: small files built here with one of everything, and files of the distribution.
//! Must not: mutate. A tool or a file that is missing leaves its target out.

use super::cache;
use super::system;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Library,
    Program,
    /// ld.so.cache.
    Cache,
}

/// A file to mutate.
pub struct Target {
    pub name: &'static str,
    pub kind: Kind,
    pub bytes: Vec<u8>,
    /// Its file name; a library's is the one under which `program` needs it.
    pub file: String,
    /// A program with a DT_NEEDED for it.
    pub program: PathBuf,
    /// Symbols to ask for; of a cache, libraries.
    pub symbols: Vec<String>,
    /// Of a program.
    pub arguments: Vec<&'static str>,
}

/// The program that dlopens its first argument.
pub fn opener(folder: &Path) -> io::Result<PathBuf> {
    built(folder, "opener", &[])
}

/// What starts all others.
pub fn launcher(folder: &Path) -> io::Result<PathBuf> {
    built(folder, "launcher", &["-static"]).or_else(|_| built(folder, "launcher", &[]))
}

/// The program that needs nothing.
pub fn trivial(folder: &Path) -> io::Result<PathBuf> {
    built(folder, "trivial", &[])
}

/// The program that dies within the loader's code.
#[allow(dead_code)]
pub fn astray(folder: &Path) -> io::Result<PathBuf> {
    built(folder, "astray", &[])
}

fn built(folder: &Path, name: &str, flags: &[&str]) -> io::Result<PathBuf> {
    let output = folder.join(name);
    let code = source(&format!("{name}.c"));
    gcc(&[flags, &["-O1", "-o", text(&output), text(&code)]].concat())?;
    Ok(output)
}

fn source(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|folder| folder.join("tests/hostile").join(name))
        .find(|path| path.exists())
        .unwrap_or_default()
}

fn text(path: &Path) -> &str {
    path.to_str().expect("paths here are text")
}

fn gcc(arguments: &[&str]) -> io::Result<()> {
    run(Command::new("gcc").args(arguments))
}

fn run(command: &mut Command) -> io::Result<()> {
    if command.status()?.success() { Ok(()) } else { Err(io::Error::other(format!("{command:?} failed"))) }
}

const LAZY: &[&str] = &["-Wl,-z,lazy", "-Wl,--hash-style=both"];
const OTHER: &[&str] =
    &["-Wl,-z,now", "-Wl,--hash-style=sysv", "-mtls-dialect=gnu2", "-Wl,-z,pack-relative-relocs"];
const PACKED: &[&str] = &["-Wl,-z,lazy", "-Wl,--hash-style=gnu", "-Wl,-z,noseparate-code", "-Wl,-z,norelro"];
const FILTER: &[&str] = &[
    "-Wl,-z,now",
    "-Wl,--auxiliary,libm.so.6",
    "-Wl,--filter,libz.so.1",
    "-Wl,-z,x86-64-v2",
    "-fcf-protection",
];
const TEXT: &[&str] = &["-Wl,-z,notext", "-Wl,-z,lazy", "-DTEXT"];

/// All targets that are built here.
pub fn own(folder: &Path, loader: &Path) -> io::Result<Vec<Target>> {
    let mut targets = vec![
        rich(folder, "rich", LAZY, None)?,
        rich(folder, "richother", OTHER, None)?,
        rich(folder, "richpacked", PACKED, None)?,
        rich(folder, "richtext", TEXT, None)?,
    ];
    let patch = [
        "--set-rpath",
        "/nowhere/with/a/long/enough/name/to/move/the/string/table",
        "--add-needed",
        "libm.so.6",
    ];
    targets.extend(rich(folder, "richpatched", LAZY, Some(&patch)));
    targets.extend(rich(folder, "richfilter", FILTER, None));
    targets.extend(user(folder, loader, "pie", &["-pie", "-Wl,-z,now"]));
    targets.extend(user(folder, loader, "fixed", &["-no-pie", "-fno-pie", "-Wl,-z,lazy", "-Wl,-z,norelro"]));
    targets.extend(cache::target());
    Ok(targets)
}

/// These, and those of the distribution.
pub fn all(folder: &Path, loader: &Path) -> io::Result<Vec<Target>> {
    let mut targets = own(folder, loader)?;
    for (name, soname, symbols) in system::LIBRARIES {
        targets.extend(library(folder, name, soname, symbols));
    }
    for (name, path, arguments) in system::PROGRAMS {
        targets.extend(program(loader, name, path, arguments));
    }
    Ok(targets)
}

fn rich(folder: &Path, name: &'static str, flags: &[&str], patch: Option<&[&str]>) -> io::Result<Target> {
    let soname = format!("lib{name}.so");
    let (library, program) = (folder.join(&soname), folder.join(format!("use-{name}")));
    let script = format!("-Wl,--version-script={}", text(&source("rich.map")));
    let named = format!("-Wl,-soname,{soname}");
    let mut arguments = vec!["-O1", "-shared", "-fPIC", "-o", text(&library), &named, &script];
    let code = source("rich.c");
    arguments.extend(flags);
    arguments.push(text(&code));
    gcc(&arguments)?;
    gcc(&["-O1", "-Wl,-z,lazy", "-o", text(&program), text(&source("user.c")), text(&library)])?;
    if let Some(patch) = patch {
        run(Command::new("patchelf").args(patch).arg(&library))?;
    }
    let symbols = ["outer", "chosen", "counter", "data", "nothing"].map(String::from).to_vec();
    let (kind, bytes) = (Kind::Library, fs::read(&library)?);
    Ok(Target { name, kind, bytes, file: soname, program, symbols, arguments: vec![] })
}

/// A program that uses the first library (with COPY relocations, where it is not position-independent).
fn user(folder: &Path, loader: &Path, name: &'static str, flags: &[&str]) -> io::Result<Target> {
    let path = folder.join(name);
    let linker = format!("-Wl,--dynamic-linker={},-rpath,{}", text(loader), text(folder));
    let code = source("user.c");
    let library = folder.join("librich.so");
    gcc(&[&["-O1", &linker, "-o", text(&path), text(&code), text(&library)], flags].concat())?;
    let (kind, bytes) = (Kind::Program, fs::read(&path)?);
    let symbols = vec!["main".into()];
    Ok(Target { name, kind, bytes, file: name.into(), program: path, symbols, arguments: vec![] })
}

fn library(folder: &Path, name: &'static str, soname: &str, symbols: &[&str]) -> Option<Target> {
    let path =
        ["/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu"].iter().map(|d| Path::new(d).join(soname));
    let path = path.into_iter().find(|path| path.exists())?;
    let program = folder.join(format!("use-{name}"));
    let code = source("trivial.c");
    gcc(&["-o", text(&program), text(&code), "-Wl,--no-as-needed,--allow-shlib-undefined", text(&path)])
        .ok()?;
    let bytes = fs::read(&path).ok()?;
    let symbols = symbols.iter().copied().map(String::from).collect();
    Some(Target {
        name,
        kind: Kind::Library,
        bytes,
        file: soname.into(),
        program,
        symbols,
        arguments: vec![],
    })
}

/// A program of the distribution whose interpreter is `loader`.
fn program(loader: &Path, name: &'static str, path: &str, arguments: &[&'static str]) -> Option<Target> {
    const SYSTEMS: &[u8] = b"/lib64/ld-linux-x86-64.so.2\0";
    let mut bytes = fs::read(path).ok()?;
    let at = bytes.windows(SYSTEMS.len()).position(|window| window == SYSTEMS)?;
    let own = text(loader).as_bytes();
    if own.len() < SYSTEMS.len() {
        bytes[at..at + SYSTEMS.len()].fill(0);
        bytes[at..at + own.len()].copy_from_slice(own);
    }
    Some(Target {
        name,
        kind: Kind::Program,
        bytes,
        file: name.into(),
        program: path.into(),
        symbols: vec!["main".into()],
        arguments: arguments.to_vec(),
    })
}
