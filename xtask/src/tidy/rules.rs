//! The rules of the rooms that no compiler checks, read from the source text.
//!
//! In: the root of the repository. Out: one line per breach, `file:line: rule`. Called by `cargo xtask tidy` and, through
//! `tests/tidy.rs`, by every test run, hence no dependencies. It reads lines, not syntax: good enough for rules about names, and short.

use std::fs;
use std::path::{Path, PathBuf};

/// Rooms that compute from bytes and strings, and what they may not name.
const PURE: [&str; 2] = ["rtld/elf/", "rtld/plan/"];
const IMPURE: [&str; 4] = ["sys", "mem", "link", "say"];

/// Who may know glibc's private things: its room, the binary, `start`, which moves the tenant in, and the text that lists
/// its tunables and its diagnostics.
const TENANT: [&str; 9] = [
    "rtld/glibc/",
    "rtld/exports.rs",
    "rtld/exports/",
    "rtld/main.rs",
    "rtld/start.rs",
    "rtld/start/",
    "rtld/say/help.rs",
    "rtld/say/diagnostics.rs",
    "rtld/say/diagnostics/",
];

/// Who may say `unsafe`: the rooms of raw memory and foreign code, and what calls into them with a reason of its own.
/// Elsewhere only the promise that a structure is plain data.
const UNSAFE: [&str; 17] = [
    "rtld/sys/",
    "rtld/mem/",
    "rtld/nursery.rs",
    "rtld/glibc/",
    "rtld/link/",
    "arch/",
    "rtld/bytes.rs",
    "rtld/bytes/",
    "rtld/start.rs",
    "rtld/start/",
    "rtld/exports.rs",
    "rtld/exports/",
    "rtld/main.rs",
    // The mask, a plain word that threads share.
    "rtld/trace.rs",
    // Strings that libc or the kernel hands over.
    "rtld/say/debug.rs",
    "rtld/say/help.rs",
    "rtld/say/text.rs",
];

/// Who may define a symbol that others see.
const EXPORTS: [&str; 3] = ["rtld/main.rs", "rtld/exports.rs", "rtld/exports/"];

/// The soft limit of a file's length; beyond it a note, beyond twice as much a breach.
const LINES: usize = 400;

/// What was found.
#[derive(Default)]
pub struct Report {
    pub breaches: Vec<String>,
    pub notes: Vec<String>,
}

/// Checks every source file below `root`.
pub fn check(root: &Path) -> Report {
    let mut report = Report::default();
    let mut files = Vec::new();
    walk(root, root, &mut files);
    for file in files {
        let Ok(text) = fs::read_to_string(root.join(&file)) else { continue };
        let name = file.to_string_lossy().into_owned();
        outside_references(&name, &text, &mut report);
        if name.ends_with(".rs") && !name.starts_with("tests/programs/") {
            source(&name, &text, &mut report);
        }
    }
    report
}

fn walk(root: &Path, folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_symlink() || name == "target" || name == ".git" {
            continue;
        }
        if path.is_dir() {
            walk(root, &path, files);
        } else if let Ok(inside) = path.strip_prefix(root) {
            files.push(inside.to_path_buf());
        }
    }
}

/// Nothing may refer to the machine it was written on.
fn outside_references(name: &str, text: &str, report: &mut Report) {
    let foreign = [concat!("/wor", "k/"), concat!("../sha", "red")];
    for (number, line) in text.lines().enumerate() {
        if let Some(f) = foreign.iter().find(|f| line.contains(**f)) {
            report.breaches.push(format!("{name}:{}: refers to {f}", number + 1));
        }
    }
}

fn source(name: &str, text: &str, report: &mut Report) {
    let lines = text.lines().count();
    if lines > 2 * LINES {
        report.breaches.push(format!("{name}: {lines} lines"));
    } else if lines > LINES {
        report.notes.push(format!("{name}: {lines} lines"));
    }
    if !text.starts_with("//!") {
        report.breaches.push(format!("{name}:1: no //! prologue"));
    }
    let within = |places: &[&str]| places.iter().any(|p| name.starts_with(p));
    let product = name.starts_with("rtld/") || name.starts_with("arch/");
    let all: Vec<&str> = text.lines().collect();
    for (number, &line) in all.iter().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        let mut breach = |what: &str| report.breaches.push(format!("{name}:{}: {what}", number + 1));
        if within(&PURE) && named(code).iter().any(|n| IMPURE.contains(&n.as_str())) {
            breach("elf/ and plan/ name no sys, mem, link or say");
        }
        if product
            && !within(&TENANT)
            && (named(code).iter().any(|n| n == "glibc") || code.contains("_rtld_global"))
        {
            breach("only glibc/, exports and main.rs name glibc's private things");
        }
        let excused = within(&UNSAFE) || code.starts_with("unsafe impl Pod for ");
        if product && has_word(code, "unsafe") && !code.contains('"') && !excused {
            breach("no unsafe here");
        }
        let opens = code.contains("unsafe {") || code.contains("unsafe impl");
        if product && opens && !has_reason(&all[..number]) {
            breach("an unsafe block without a reason");
        }
        if code.contains(concat!("target", "_arch"))
            && code.contains("cfg")
            && product
            && !name.starts_with("arch/")
        {
            breach("the machine is known in arch/ and build.rs alone");
        }
        if product && has_word(code, "no_mangle") && !within(&EXPORTS) {
            breach("only the binary exports");
        }
    }
}

/// Does the statement that follows these lines, or the one it is in, have a reason above it? (Clippy's own rule knows syntax,
/// but does not run in every test.)
fn has_reason(above: &[&str]) -> bool {
    let lines = above.iter().rev().map(|line| line.trim());
    let ends = |line: &&str| line.is_empty() || line.ends_with([';', '}']) && !line.starts_with("//");
    lines.take_while(|line| !ends(line)).any(|line| line.starts_with("// SAFETY:"))
}

/// The names that directly follow `crate::` on a line, also in a group `crate::{a, b::c}`.
fn named(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => {
                let mut depth = 0;
                let parts = group.split(|c: char| {
                    depth += i32::from(c == '{') - i32::from(c == '}');
                    c == ',' && depth == 0
                });
                names.extend(parts.map(|p| word(p.trim())));
            }
            None => names.push(word(rest)),
        }
    }
    names
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

fn has_word(code: &str, wanted: &str) -> bool {
    code.split(|c: char| !c.is_alphanumeric() && c != '_').any(|w| w == wanted)
}
