//! `cargo xtask dropin`: a machine whose ld.so is ours, for as long as the task runs.
//!
//! In: the loader, built. Out: how many everyday tasks (compilers, git, python, gdb, ...; `dropin/tasks.sh`) end well with it
//! mounted over ld-linux-x86-64.so.2, for them alone: in a mount namespace of their own, so nothing else on the machine
//! notices. Needs root. A task whose tool is not installed is left out, and named. Must not: leave its folder behind.

use super::loader;
use clap::{Arg, ArgMatches};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

const SYSTEM: &str = "/lib64/ld-linux-x86-64.so.2";
const TASKS: &str = include_str!("dropin/tasks.sh");

pub fn arguments() -> Vec<Arg> {
    vec![loader::argument()]
}

pub fn run(root: &Path, arguments: &ArgMatches) -> Result<(), String> {
    let loader = loader::given(root, arguments)?;
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    let ours = folder.path().join("ld.so");
    fs::copy(&loader, &ours).map_err(|e| format!("{}: {e}", loader.display()))?;
    // Programs that run as somebody else read it, too.
    for path in [folder.path(), &ours] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).map_err(|e| e.to_string())?;
    }
    let system = fs::canonicalize(SYSTEM).map_err(|e| format!("{SYSTEM}: {e}"))?;
    let script = "mount --make-rprivate / && mount --bind \"$1\" \"$2\" && cd \"$3\" && exec bash -c \"$4\"";
    let mut command = Command::new("unshare");
    command.args(["-m", "bash", "-c", script, "bash"]).args([&ours, &system]).arg(folder.path()).arg(TASKS);
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let output = output.map_err(|e| format!("unshare: {e}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        return Err(format!("the tasks could not be run ({})\n{text}", output.status));
    }
    report(&text)
}

/// Counts what the tasks said of themselves: a line each, and behind a failure its output.
fn report(text: &str) -> Result<(), String> {
    let count = |word: &str| text.lines().filter(|line| line.split(' ').next() == Some(word)).count();
    let (well, badly) = (count("ok"), count("FAILED"));
    text.lines().filter(|line| !line.starts_with("ok ")).for_each(|line| println!("{line}"));
    println!("{well} of {} tasks end well", well + badly);
    if badly == 0 && well > 0 { Ok(()) } else { Err(format!("{badly} tasks failed")) }
}
