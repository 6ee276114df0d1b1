//! `cargo xtask install [--prefix DIR]`: the release binary at `DIR/bin/rtld`.
//!
//! The file is replaced by a rename, never written in place: programs that run under the old one keep its pages.

use clap::{Arg, ArgMatches};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What clap should know.
pub fn arguments() -> Vec<Arg> {
    vec![Arg::new("prefix").long("prefix").value_name("DIR").default_value("/usr/local")]
}

/// Builds and copies.
pub fn run(root: &Path, arguments: &ArgMatches) -> Result<(), String> {
    let prefix = arguments.get_one::<String>("prefix").expect("it has a default");
    let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
    let built = Command::new(cargo).args(["build", "--release", "--bin", "rtld"]).current_dir(root).status();
    if !built.map_err(|e| e.to_string())?.success() {
        return Err("the build failed".into());
    }
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or(root.join("target"), PathBuf::from);
    let folder = Path::new(prefix).join("bin");
    let (fresh, place) = (folder.join(".rtld.new"), folder.join("rtld"));
    let copy = || {
        fs::create_dir_all(&folder)?;
        fs::copy(target.join("release/rtld"), &fresh)?;
        fs::set_permissions(&fresh, fs::Permissions::from_mode(0o755))?;
        fs::rename(&fresh, &place)
    };
    copy().map_err(|e| format!("{}: {e}", place.display()))?;
    println!("{}", place.display());
    Ok(())
}
