//! Packages installed and removed in a suite whose ld.so is ours: apt, dpkg, and every maintainer script run under it.
//!
//! In: a suite, the loader. Out: whether everything went well, with dpkg's own audit in between. The tree is a minimal system
//! made by debootstrap, once; it is a throw-away, and changes by each run. Needs root, debootstrap and a mirror. Must not: write
//! outside the tree, or leave anything mounted (the mounts are in a namespace of their own).

use super::{sweep, sysroot};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Run in the tree.
const SCRIPT: &str = include_str!("install.sh");

/// Installs and removes; answers the cell of the table, or what went wrong.
pub fn run(folder: &Path, suite: &str, loader: &Path) -> Result<String, String> {
    let tree = prepare(folder, suite)?;
    let fail = |e: std::io::Error| format!("{}: {e}", tree.display());
    let ours = tree.join("opt/rtld");
    fs::create_dir_all(tree.join("opt")).map_err(fail)?;
    fs::copy(loader, &ours).map_err(fail)?;
    fs::set_permissions(&ours, fs::Permissions::from_mode(0o755)).map_err(fail)?;
    for file in ["etc/resolv.conf", "etc/hosts"] {
        fs::copy(Path::new("/").join(file), tree.join(file)).map_err(fail)?;
    }
    let line = "mount --make-rprivate / && mount -t proc proc \"$1/proc\" && mount --rbind /dev \"$1/dev\" && \
                mount --bind \"$2\" \"$3\" && exec chroot \"$1\" /usr/bin/env -i http_proxy=\"${http_proxy-}\" \
                HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin /bin/bash -c \"$4\"";
    let mut command = Command::new("unshare");
    command.args(["-m", "-p", "-f", "--kill-child", "bash", "-c", line, "bash"]);
    command.args([&tree, &ours, &sweep::own_loader(&tree)?]).arg(SCRIPT).stdin(Stdio::null());
    let output = command.output().map_err(|e| format!("unshare: {e}"))?;
    let text = [output.stdout, output.stderr].concat();
    fs::write(folder.join(format!("{suite}.install.log")), &text).map_err(fail)?;
    let text = String::from_utf8_lossy(&text);
    match text.lines().find_map(|line| line.strip_prefix("installed and removed: ")) {
        Some(count) if output.status.success() => Ok(count.to_string()),
        _ => {
            let lines: Vec<&str> = text.lines().rev().take(20).collect();
            Err(lines.into_iter().rev().collect::<Vec<_>>().join("\n"))
        }
    }
}

fn prepare(folder: &Path, suite: &str) -> Result<PathBuf, String> {
    let (tree, stamp) = (folder.join(format!("{suite}.boot")), folder.join(format!("{suite}.boot.done")));
    if !stamp.exists() {
        eprintln!("{suite}: debootstrap");
        fs::create_dir_all(folder).map_err(|e| e.to_string())?;
        let (mirror, keyring) = sysroot::archive(suite)?;
        let mut command = Command::new("debootstrap");
        command.args(["--variant=minbase", "--keyring", keyring, suite]).arg(&tree).arg(mirror);
        let done = command.stdout(Stdio::null()).status().map_err(|e| format!("debootstrap: {e}"))?;
        if !done.success() {
            return Err(format!("debootstrap {suite} failed"));
        }
        fs::write(&stamp, "").map_err(|e| e.to_string())?;
    }
    fs::canonicalize(&tree).map_err(|e| format!("{}: {e}", tree.display()))
}
