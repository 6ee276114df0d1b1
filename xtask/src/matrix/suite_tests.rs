//! The program tests (`tests/run.rs`) inside a suite: its compiler, its libc, its tools, its own ld.so to compare with.
//!
//! In: a tree, the repository. Out: how many trials were equal, how many are about what that release of glibc does otherwise
//! (`Differs:` of the harness), which failed. The test binary itself is the host's, and runs with the host's libc, because an
//! older one could not load it. Must not: write outside the tree; the host's results of the same tests stay as they are.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub struct Trials {
    pub equal: usize,
    pub otherwise: usize,
    pub not_run: usize,
    pub failed: Vec<String>,
}

impl Trials {
    /// A cell of the table.
    pub fn cell(&self) -> String {
        let all = self.equal + self.failed.len();
        format!(
            "{} of {all} ({} as in 2.36, {} without their tool)",
            self.equal, self.otherwise, self.not_run
        )
    }
}

/// What the harness says about a trial that it leaves out because the release differs.
const OTHERWISE: &str = "as in glibc 2.36";

/// Builds the harness; answers its path.
pub fn build(root: &Path) -> Result<PathBuf, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
    let arguments = ["test", "--release", "--no-run", "--test", "run", "--message-format=json"];
    let output = Command::new(cargo).args(arguments).current_dir(root).stderr(Stdio::inherit()).output();
    let text = String::from_utf8_lossy(&output.map_err(|e| e.to_string())?.stdout).into_owned();
    let key = "\"executable\":\"";
    let paths = text.split(key).skip(1).filter_map(|rest| rest.split('"').next());
    paths
        .filter(|path| path.contains("/run-"))
        .last()
        .map(PathBuf::from)
        .ok_or("the tests were not built".into())
}

/// Runs them all in a chroot.
pub fn run(tree: &Path, root: &Path, target: &Path, harness: &Path) -> Result<Trials, String> {
    let at = |path: &Path| tree.join(path.strip_prefix("/").unwrap_or(path));
    let fail = |e: std::io::Error| format!("{}: {e}", tree.display());
    let (built, host) = (target.join("release"), tree.join("opt/host"));
    for folder in [at(root), at(&built), host.clone()] {
        fs::create_dir_all(folder).map_err(fail)?;
    }
    for library in ["ld-linux-x86-64.so.2", "libc.so.6", "libgcc_s.so.1", "libm.so.6"] {
        let from = Path::new("/lib/x86_64-linux-gnu").join(library);
        fs::copy(&from, host.join(library)).map_err(|e| format!("{}: {e}", from.display()))?;
    }
    let line = format!(
        "mount --make-rprivate / && mount -t proc proc {tree}/proc && mount --rbind /dev {tree}/dev && \
         mount --bind {root} {tree}{root} && mount --bind {built} {tree}{built} && exec chroot {tree} \
         /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp LANG=C.UTF-8 TMPDIR=/tmp \
         /opt/host/ld-linux-x86-64.so.2 --library-path /opt/host {harness} --test-threads 2",
        tree = tree.display(),
        root = root.display(),
        built = built.display(),
        harness = harness.display(),
    );
    let mut command = Command::new("unshare");
    command.args(["-m", "-p", "-f", "--kill-child", "bash", "-c", &line]).stdin(Stdio::null());
    let output = command.output().map_err(|e| format!("unshare: {e}"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    fs::write(tree.with_extension("tests.log"), &text).map_err(fail)?;
    count(&text)
}

/// Reads what the harness printed.
fn count(text: &str) -> Result<Trials, String> {
    let mut trials = Trials { equal: 0, otherwise: 0, not_run: 0, failed: Vec::new() };
    for line in text.lines().filter_map(|line| line.strip_prefix("test ")) {
        match line.rsplit_once("... ").map(|(name, end)| (name.trim(), end.trim())) {
            Some((_, "ok")) => trials.equal += 1,
            Some((name, "ignored")) if name.contains(OTHERWISE) => trials.otherwise += 1,
            Some((_, "ignored")) => trials.not_run += 1,
            Some((name, "FAILED")) => trials.failed.push(name.to_string()),
            _ => {}
        }
    }
    if trials.equal == 0 { Err("the program tests did not run".into()) } else { Ok(trials) }
}
