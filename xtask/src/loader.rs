//! The loader that a task looks at, if it is not given one.
//!
//! In: the repository's root, and in which way it differs from the product. Out: the path of a release build. A build that
//! differs has a target folder of its own, below the usual one. Must not: be asked for a loader that was named.

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
    /// Its folder below the usual one, and in what its configuration differs.
    fn apart(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Build::Product => ("", &[]),
            // Added to the repository's own flags, which the variable RUSTFLAGS would replace.
            Build::Untraced => ("no-trace", &[r#"build.rustflags=["--cfg","rtld_no_trace"]"#]),
            Build::Checked => (
                "checked",
                &["profile.release.debug-assertions=true", "profile.release.overflow-checks=true"],
            ),
        }
    }

    pub fn make(self, root: &Path) -> Result<PathBuf, String> {
        let (folder, settings) = self.apart();
        let target = target(root).join(folder);
        let mut command = Command::new(var_os("CARGO").unwrap_or("cargo".into()));
        command.args(["build", "--release", "--bin", "rtld"]).current_dir(root);
        command
            .args(settings.iter().flat_map(|setting| ["--config", setting]))
            .env("CARGO_TARGET_DIR", &target);
        match command.status().map_err(|e| e.to_string())?.success() {
            true => Ok(target.join("release/rtld")),
            false => Err("the release build failed".into()),
        }
    }
}

/// Where cargo builds.
pub fn target(root: &Path) -> PathBuf {
    var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from)
}
