//! Programs of one release on the libc of a newer one.
//!
//! In: the trees, oldest first, in each of which `sweep` has compiled its programs; rustc of this machine, if it is there. Out:
//! a table, a row per place of building, a column per libc: how many behave under our loader as under the newer release's
//! own. Started from outside by `--library-path`, with all libraries (libc, libm, libstdc++) of the newer release.

use super::sweep;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const RUST: &str = include_str!("programs/program.rs");

/// Prints the table; answers the differences.
pub fn run(
    trees: &[(String, PathBuf)],
    loader: &Path,
    folder: &Path,
) -> Result<Vec<sweep::Difference>, String> {
    let rust = rust(folder)?;
    let mut differences = Vec::new();
    let names: Vec<&str> = trees.iter().map(|(name, _)| name.as_str()).collect();
    println!("\n| built on | with the libraries of {} |", names.join(" | "));
    println!("|---|{}", "---|".repeat(trees.len()));
    for (index, (name, from)) in trees.iter().enumerate() {
        let mut cells = Vec::new();
        for (place, (_, with)) in trees.iter().enumerate() {
            if place < index {
                cells.push(String::new());
                continue;
            }
            // Rust programs are the host's, a bookworm.
            let more: Vec<&Path> = rust.iter().map(PathBuf::as_path).filter(|_| name == "bookworm").collect();
            let outcome = sweep::cross(from, with, loader, &more)?;
            cells.push(format!("{} of {}", outcome.equal, outcome.total));
            differences.extend(outcome.differences);
        }
        println!("| {name} | {} |", cells.join(" | "));
    }
    Ok(differences)
}

fn rust(folder: &Path) -> Result<Option<PathBuf>, String> {
    let (source, program) = (folder.join("program.rs"), folder.join("rust"));
    fs::write(&source, RUST).map_err(|e| format!("{}: {e}", source.display()))?;
    let built =
        Command::new("rustc").args(["-O", "--edition", "2024", "-o"]).args([&program, &source]).status();
    let there = built.is_ok_and(|status| status.success());
    let program = fs::canonicalize(&program).ok();
    Ok(program.filter(|_| there))
}
