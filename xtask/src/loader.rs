//! The loader that a task looks at, if it is not given one.
//!
//! In: the repository's root, and in which way it differs from the product; or the command line, which may name one. Out: the path
//! of a release build. A build that differs has a target folder of its own, below the usual one. Must not: build one where one was
//! named.

use clap::{Arg, ArgMatches};
use std::env::var_os;
use std::path::{Path, PathBuf};
use std::process::Command;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Build {
    Product,
    /// `--cfg rtld_no_trace`.
    Untraced,
    /// Debug assertions and overflow checks.
    Checked,
}

impl Build {
    /// Its folder below the usual one, and what cargo is told of it.
    fn apart(self) -> (&'static str, &'static [(&'static str, &'static str)]) {
        match self {
            Build::Product => ("", &[]),
            Build::Untraced => ("no-trace", &[("RUSTFLAGS", "--cfg rtld_no_trace")]),
            Build::Checked => {
                let checks = &[
                    ("CARGO_PROFILE_RELEASE_DEBUG_ASSERTIONS", "true"),
                    ("CARGO_PROFILE_RELEASE_OVERFLOW_CHECKS", "true"),
                ];
                ("checked", checks)
            }
        }
    }

    pub fn make(self, root: &Path) -> Result<PathBuf, String> {
        let (folder, environment) = self.apart();
        let target = target(root).join(folder);
        let mut command = Command::new(var_os("CARGO").unwrap_or("cargo".into()));
        command.args(["build", "--release", "--bin", "rtld"]).current_dir(root);
        command.env("CARGO_TARGET_DIR", &target).envs(environment.iter().copied());
        match command.status().map_err(|e| e.to_string())?.success() {
            true => Ok(target.join("release/rtld")),
            false => Err("the release build failed".into()),
        }
    }
}

/// `--loader FILE`.
pub fn argument() -> Arg {
    Arg::new("loader").long("loader").value_name("FILE").help("this one instead of a release build")
}

/// The one that the command line names; else the product, built.
pub fn given(root: &Path, arguments: &ArgMatches) -> Result<PathBuf, String> {
    arguments.get_one::<String>("loader").map_or_else(|| Build::Product.make(root), |path| Ok(path.into()))
}

/// Where cargo builds.
pub fn target(root: &Path) -> PathBuf {
    var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from)
}
