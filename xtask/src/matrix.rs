//! `cargo xtask matrix`: does the loader serve the C libraries of Debian's and Ubuntu's releases?
//!
//! In: names of suites; the loader, built. Out: one row per suite: how many of its own programs, and of small ones compiled
//! with its own compiler, behave under our loader as under its own. Two ways: as drop-in (mounted over the suite's
//! ld.so, in a chroot) and from outside, by `rtld --library-path`. Needs root (namespaces) and a package mirror, as the machine's
//! apt reaches it; nothing is installed. Must not: write outside its folder.

mod cross;
mod install;
mod suite_tests;
mod sweep;
mod sysroot;

use super::loader;
use clap::{Arg, ArgAction, ArgMatches};
use std::path::{Path, PathBuf};

/// What clap should know.
pub fn arguments() -> Vec<Arg> {
    let option = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help)
    };
    vec![
        Arg::new("suite").num_args(0..).help(
            "which suites (bullseye bookworm trixie sid; or focal jammy noble plucky questing resolute stonking)",
        ),
        option("folder", "DIR", "where the suites' trees lie or come (target/matrix)"),
        loader::argument(),
        Arg::new("tests")
            .long("tests")
            .action(ArgAction::SetTrue)
            .help("run the program tests in each suite, too"),
        Arg::new("no-sweep")
            .long("no-sweep")
            .action(ArgAction::SetTrue)
            .help("leave out the suites' own programs (--cross needs what an earlier sweep compiled)"),
        Arg::new("cross")
            .long("cross")
            .action(ArgAction::SetTrue)
            .help("run programs of one suite with the libraries of newer ones, too"),
        Arg::new("install")
            .long("install")
            .action(ArgAction::SetTrue)
            .help("install and remove packages in a minimal system of each suite, too (debootstrap)"),
        Arg::new("verbose").long("verbose").action(ArgAction::SetTrue).help("show every difference"),
    ]
}

const SUITES: [&str; 4] = ["bullseye", "bookworm", "trixie", "sid"];

/// Makes what is missing, runs, prints the table.
pub fn run(root: &Path, arguments: &ArgMatches) -> Result<(), String> {
    let text = |name: &str| arguments.get_one::<String>(name).cloned();
    let target = loader::target(root);
    let folder = text("folder").map_or(target.join("matrix"), PathBuf::from);
    let loader = loader::given(root, arguments)?;
    let named: Vec<String> = arguments.get_many::<String>("suite").into_iter().flatten().cloned().collect();
    let suites = if named.is_empty() { SUITES.map(String::from).to_vec() } else { named };
    let harness = if arguments.get_flag("tests") { Some(suite_tests::build(root)?) } else { None };
    let mut rows = Vec::new();
    let mut trees = Vec::new();
    let mut failed = 0;
    for suite in &suites {
        let tree = sysroot::prepare(&folder, suite)?;
        let version = sysroot::version(&folder, suite);
        let sweeps = !arguments.get_flag("no-sweep");
        let results = if sweeps { sweep::run(&tree, &loader)? } else { Vec::new() };
        for difference in results.iter().flat_map(|r| &r.differences) {
            eprintln!("{suite}: {}", difference.name);
            if arguments.get_flag("verbose") {
                eprintln!("{}", difference.text);
            }
            failed += 1;
        }
        let mut cells: Vec<String> = results.iter().map(|r| format!("{} of {}", r.equal, r.total)).collect();
        if let Some(harness) = &harness {
            let trials = suite_tests::run(&tree, root, &target, harness)?;
            trials.failed.iter().for_each(|name| eprintln!("{suite}: program test {name}"));
            failed += trials.failed.len();
            cells.push(trials.cell());
        }
        if arguments.get_flag("install") {
            cells.push(install::run(&folder, suite, &loader).unwrap_or_else(|why| {
                eprintln!("{suite}: installing packages:\n{why}");
                failed += 1;
                "failed".into()
            }));
        }
        trees.push((suite.clone(), tree));
        rows.push(format!("| {suite} | {version} | {} |", cells.join(" | ")));
    }
    let swept = if arguments.get_flag("no-sweep") { &[] } else { sweep::PASSES.as_slice() };
    let mut titles: Vec<&str> = swept.iter().map(|p| p.title).collect();
    titles.extend(harness.iter().map(|_| "program tests"));
    if arguments.get_flag("install") {
        titles.push("packages installed and removed");
    }
    println!("| suite | glibc | {} |", titles.join(" | "));
    println!("|---|---|{}", "---|".repeat(titles.len()));
    println!("{}", rows.join("\n"));
    if arguments.get_flag("cross") {
        let differences = cross::run(&trees, &loader, &folder)?;
        for difference in &differences {
            eprintln!("{}\n{}", difference.name, difference.text);
        }
        failed += differences.len();
    }
    if failed == 0 { Ok(()) } else { Err(format!("{failed} differences")) }
}
