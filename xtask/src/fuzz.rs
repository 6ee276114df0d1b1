//! `cargo xtask fuzz`: the long run of the fuzz targets (`tests/fuzz`).
//!
//! In: which target, how many executions of each. Out: the runner's lines, and its status. Builds the runner in a folder of
//! its own, with overflow checks, debug assertions, and a counter on every edge. Must not: change what `cargo build` builds.

use super::loader;
use clap::{Arg, ArgMatches};
use std::path::Path;
use std::process::Command;

/// Clang's SanitizerCoverage as the pass and options that stable rustc hands to LLVM.
const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=3 \
                     -Cllvm-args=-sanitizer-coverage-inline-8bit-counters";

pub fn arguments() -> Vec<Arg> {
    vec![
        Arg::new("target").long("target").value_name("NAME").help("only this one"),
        Arg::new("executions").long("executions").value_name("N").default_value("1000000").help("per target"),
        Arg::new("seed").long("seed").value_name("N").default_value("1"),
    ]
}

pub fn run(root: &Path, arguments: &ArgMatches) -> Result<(), String> {
    let folder = loader::target(root).join("fuzz");
    let mut build = Command::new(env!("CARGO"));
    build.args(["build", "--quiet", "--package", "fuzz", "--profile", "fuzz", "--target-dir"]).arg(&folder);
    // With --target the flags do not reach build scripts, which have no use for counters.
    build.args(["--target", "x86_64-unknown-linux-gnu"]).current_dir(root).env("RUSTFLAGS", FLAGS);
    succeed(&mut build)?;
    let mut run = Command::new(folder.join("x86_64-unknown-linux-gnu/fuzz/fuzz"));
    for name in ["target", "executions", "seed"] {
        if let Some(value) = arguments.get_one::<String>(name) {
            run.arg(format!("--{name}")).arg(value);
        }
    }
    succeed(run.arg("--found").arg(&folder))
}

fn succeed(command: &mut Command) -> Result<(), String> {
    let status = command.status().map_err(|e| format!("{command:?}: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?}: {status}")) }
}
