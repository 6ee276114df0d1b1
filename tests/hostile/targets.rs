//! The files that are mutated and the programs that meet them.
//!
//! In: a folder. Out: `Target`s: small libraries built here with one of everything, and libraries of the distribution.
//! Must not: mutate. A tool or a library that is missing leaves its target out.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A library to mutate.
pub struct Target {
    pub name: &'static str,
    pub bytes: Vec<u8>,
    /// The file name under which the program needs it.
    pub soname: String,
    /// A program with a DT_NEEDED for it.
    pub program: PathBuf,
    /// Symbols to ask for.
    pub symbols: Vec<&'static str>,
}

/// The program that dlopens its first argument.
pub fn opener(folder: &Path) -> io::Result<PathBuf> {
    let output = folder.join("opener");
    gcc(&["-O1", "-o", text(&output), text(&source("opener.c"))])?;
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

/// All targets.
pub fn all(folder: &Path) -> io::Result<Vec<Target>> {
    let mut targets = vec![
        rich(folder, "rich", LAZY, None)?,
        rich(folder, "richother", OTHER, None)?,
        rich(folder, "richpacked", PACKED, None)?,
    ];
    let patch = [
        "--set-rpath",
        "/nowhere/with/a/long/enough/name/to/move/the/string/table",
        "--add-needed",
        "libm.so.6",
    ];
    targets.extend(rich(folder, "richpatched", LAZY, Some(&patch)));
    let known: [(&str, &str, &[&str]); 4] = [
        ("z", "libz.so.1", &["deflate", "zlibVersion", "nothing"]),
        ("m", "libm.so.6", &["sin", "floor", "exp"]),
        ("lzma", "liblzma.so.5", &["lzma_version_number", "lzma_code"]),
        ("stdc++", "libstdc++.so.6", &["__cxa_throw", "_ZSt4cout"]),
    ];
    for (name, soname, symbols) in known {
        targets.extend(system(folder, name, soname, symbols));
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
    let symbols = vec!["outer", "chosen", "counter", "data", "nothing"];
    Ok(Target { name, bytes: fs::read(&library)?, soname, program, symbols })
}

fn system(folder: &Path, name: &'static str, soname: &str, symbols: &[&'static str]) -> Option<Target> {
    let path =
        ["/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu"].iter().map(|d| Path::new(d).join(soname));
    let path = path.into_iter().find(|path| path.exists())?;
    let program = folder.join(format!("use-{name}"));
    gcc(&["-o", text(&program), text(&source("trivial.c")), "-Wl,--no-as-needed", text(&path)]).ok()?;
    let bytes = fs::read(&path).ok()?;
    Some(Target { name, bytes, soname: soname.into(), program, symbols: symbols.to_vec() })
}
