//! `cargo xtask install [--prefix DIR] [--destdir DIR]`: the release binary at `PREFIX/bin/rtld`, beside it `rtld-ldd`,
//! and the manual page.
//!
//! Files go below DESTDIR, which packagers set, and which is no part of any path that is written down. A file is replaced by a rename, never written in place: programs that run under the old one keep its pages.

use super::loader::Build;
use clap::{Arg, ArgMatches};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// What clap should know.
pub fn arguments() -> Vec<Arg> {
    vec![
        Arg::new("prefix").long("prefix").value_name("DIR").default_value("/usr/local"),
        Arg::new("destdir").long("destdir").value_name("DIR"),
    ]
}

/// Builds and copies.
pub fn run(root: &Path, arguments: &ArgMatches) -> Result<(), String> {
    let prefix = arguments.get_one::<String>("prefix").expect("it has a default");
    let built = Build::Product.make(root)?;
    let dist = root.join("xtask/dist");
    // An absolute prefix would replace what it is joined to.
    let below = |folder: &str| match arguments.get_one::<String>("destdir") {
        Some(destination) => Path::new(destination).join(prefix.trim_start_matches('/')).join(folder),
        None => Path::new(prefix).join(folder),
    };
    put(&built, &below("bin"), 0o755)?;
    put(&dist.join("rtld-ldd"), &below("bin"), 0o755)?;
    put(&dist.join("rtld.8"), &below("share/man/man8"), 0o644)
}

/// Copies a file into a folder, in one step for whoever looks.
fn put(from: &Path, folder: &Path, mode: u32) -> Result<(), String> {
    let name = from.file_name().expect("a file's path").to_string_lossy();
    let (fresh, place) = (folder.join(format!(".{name}.new")), folder.join(name.as_ref()));
    let copy = || {
        fs::create_dir_all(folder)?;
        fs::copy(from, &fresh)?;
        fs::set_permissions(&fresh, fs::Permissions::from_mode(mode))?;
        fs::rename(&fresh, &place)
    };
    copy().map_err(|e| format!("{}: {e}", place.display()))?;
    println!("{}", place.display());
    Ok(())
}
