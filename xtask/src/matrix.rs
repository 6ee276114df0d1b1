//! `cargo xtask matrix`: does the loader serve the C libraries of Debian's releases?
//!
//! In: names of suites; the loader, built. Out: one row per suite: how many of its own programs, and of small ones compiled
//! with its own compiler, behave under our loader as under its own. Two ways: as drop-in (mounted over the suite's
//! ld.so, in a chroot) and from outside, by `rtld --library-path`. Needs root (namespaces) and a package mirror, as the machine's
//! apt reaches it; nothing is installed. Must not: write outside its folder.

mod sweep;
mod sysroot;

use clap::{Arg, ArgAction, ArgMatches};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What clap should know.
pub fn arguments() -> Vec<Arg> {
    let option = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help)
    };
    vec![
        Arg::new("suite").num_args(0..).help("which suites (bullseye bookworm trixie sid)"),
        option("folder", "DIR", "where the suites' trees lie or come (target/matrix)"),
        option("loader", "FILE", "the loader to test (built if not given)"),
        Arg::new("verbose").long("verbose").action(ArgAction::SetTrue).help("show every difference"),
    ]
}

const SUITES: [&str; 4] = ["bullseye", "bookworm", "trixie", "sid"];

/// Makes what is missing, runs, prints the table.
pub fn run(root: &Path, arguments: &ArgMatches) -> Result<(), String> {
    let text = |name: &str| arguments.get_one::<String>(name).cloned();
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or(root.join("target"), PathBuf::from);
    let folder = text("folder").map_or(target.join("matrix"), PathBuf::from);
    let loader = match text("loader") {
        Some(path) => PathBuf::from(path),
        None => build(root, &target)?,
    };
    let named: Vec<String> = arguments.get_many::<String>("suite").into_iter().flatten().cloned().collect();
    let suites = if named.is_empty() { SUITES.map(String::from).to_vec() } else { named };
    let mut rows = Vec::new();
    let mut failed = 0;
    for suite in &suites {
        let tree = sysroot::prepare(&folder, suite)?;
        let version = sysroot::version(&folder, suite);
        let results = sweep::run(&tree, &loader)?;
        for difference in results.iter().flat_map(|r| &r.differences) {
            eprintln!("{suite}: {}", difference.name);
            if arguments.get_flag("verbose") {
                eprintln!("{}", difference.text);
            }
            failed += 1;
        }
        let cells: Vec<String> = results.iter().map(|r| format!("{} of {}", r.equal, r.total)).collect();
        rows.push(format!("| {suite} | {version} | {} |", cells.join(" | ")));
    }
    println!("| suite | glibc | {} |", sweep::PASSES.map(|p| p.title).join(" | "));
    println!("|---|---|{}", "---|".repeat(sweep::PASSES.len()));
    println!("{}", rows.join("\n"));
    if failed == 0 { Ok(()) } else { Err(format!("{failed} differences")) }
}

fn build(root: &Path, target: &Path) -> Result<PathBuf, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
    let built = Command::new(cargo).args(["build", "--release", "--bin", "rtld"]).current_dir(root).status();
    match built.map_err(|e| e.to_string())?.success() {
        true => Ok(target.join("release/rtld")),
        false => Err("the build failed".into()),
    }
}
