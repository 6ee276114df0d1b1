//! All programs of a tree under its own loader and under ours; what differs.
//!
//! In: a tree, a loader. Out: per pass how many programs wrote the same and ended the same. A pass is a list of shell lines
//! and a way to run them, done once per loader, each time in fresh namespaces (mount, process, network). A program that differs
//! and differs from itself under its own loader as well (it prints the time, or a process id) does not count.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A way to run programs.
pub struct Pass {
    pub title: &'static str,
    way: Way,
    what: What,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// In a chroot, the loader mounted over the tree's own.
    DropIn,
    /// Outside, `loader --library-path ... program`.
    LibraryPath,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    /// Whatever lies in /usr/bin and /usr/sbin, asked for its version.
    Installed,
    /// Ours, compiled there, by a compiler that runs under the loader too.
    Compiled,
}

pub const PASSES: [Pass; 4] = [
    Pass { title: "programs, drop-in", way: Way::DropIn, what: What::Installed },
    Pass { title: "programs, --library-path", way: Way::LibraryPath, what: What::Installed },
    Pass { title: "compiled there, drop-in", way: Way::DropIn, what: What::Compiled },
    Pass { title: "compiled there, --library-path", way: Way::LibraryPath, what: What::Compiled },
];

/// What came of a pass.
pub struct Outcome {
    pub equal: usize,
    pub total: usize,
    pub differences: Vec<Difference>,
}

pub struct Difference {
    pub name: String,
    pub text: String,
}

/// Small programs: name, source, flags.
const SOURCES: [(&str, &str, &str); 6] = [
    ("hello.c", include_str!("programs/hello.c"), ""),
    ("threads.c", include_str!("programs/threads.c"), "-pthread"),
    ("dlopen.c", include_str!("programs/dlopen.c"), "-pthread -rdynamic -ldl"),
    ("plugin.c", include_str!("programs/plugin.c"), "-shared -fPIC"),
    ("names.c", include_str!("programs/names.c"), ""),
    ("exceptions.cpp", include_str!("programs/exceptions.cpp"), "-pthread"),
];

/// Programs that change the system, wait for somebody, or speak of themselves only.
const LEFT_OUT: [&str; 20] = [
    "agetty",
    "chroot",
    "getty",
    "gdbserver",
    "halt",
    "hwclock",
    "init",
    "kill",
    "killall5",
    "ldd",
    "login",
    "mesg",
    "poweroff",
    "reboot",
    "shutdown",
    "su",
    "sulogin",
    "switch_root",
    "unshare",
    "nsenter",
];

/// Runs all passes on a tree.
pub fn run(tree: &Path, loader: &Path) -> Result<Vec<Outcome>, String> {
    let run = Runner::new(tree, loader)?;
    PASSES.iter().map(|pass| run.pass(pass)).collect()
}

/// What was compiled in the tree `from` (by `run`), with the libraries of the tree `with`; and what else lies in `more`.
pub fn cross(from: &Path, with: &Path, loader: &Path, more: &[&Path]) -> Result<Outcome, String> {
    let run = Runner::new(with, loader)?;
    let from = fs::canonicalize(from.join("tmp/matrix")).map_err(|e| format!("{}: {e}", from.display()))?;
    let stems = SOURCES.iter().filter(|(_, _, flags)| !flags.contains("-shared"));
    let stems = stems.filter_map(|(name, ..)| Some(from.join(name.split_once('.')?.0)));
    let programs = stems.chain(more.iter().map(|p| p.to_path_buf()));
    let line = |path: PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        (name, format!("$LOADER --library-path {} {}", run.libraries(), path.display()))
    };
    run.compare("elsewhere", Way::LibraryPath, &programs.map(line).collect())
}

impl Runner {
    fn new(tree: &Path, loader: &Path) -> Result<Runner, String> {
        let tree = fs::canonicalize(tree).map_err(|e| format!("{}: {e}", tree.display()))?;
        let own = own_loader(&tree)?;
        // A copy inside the tree, where both ways can name it.
        let ours = tree.join("opt/rtld");
        fs::create_dir_all(tree.join("opt")).map_err(|e| e.to_string())?;
        fs::copy(loader, &ours).map_err(|e| format!("{}: {e}", loader.display()))?;
        fs::set_permissions(&ours, fs::Permissions::from_mode(0o755)).map_err(|e| e.to_string())?;
        Ok(Runner { tree, own, ours })
    }
}

/// The file behind the tree's /lib64/ld-linux-x86-64.so.2, links followed inside the tree.
pub fn own_loader(tree: &Path) -> Result<PathBuf, String> {
    let folder = tree.join("usr/lib/x86_64-linux-gnu");
    let names = fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?.flatten();
    let mut found = names.map(|entry| entry.path()).filter(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let real = fs::symlink_metadata(path).is_ok_and(|m| m.is_file());
        real && name.starts_with("ld-") && name.contains(".so")
    });
    found.next().ok_or(format!("no dynamic linker in {}", folder.display()))
}

struct Runner {
    tree: PathBuf,
    own: PathBuf,
    ours: PathBuf,
}

/// What each program wrote and how it ended.
type Outcomes = BTreeMap<String, String>;

impl Runner {
    fn pass(&self, pass: &Pass) -> Result<Outcome, String> {
        let lines = match pass.what {
            What::Installed => self.installed(pass.way)?,
            What::Compiled => self.compiled(pass.way)?,
        };
        self.compare(pass.title, pass.way, &lines)
    }

    /// Runs all lines under both loaders.
    fn compare(&self, title: &str, way: Way, lines: &BTreeMap<String, String>) -> Result<Outcome, String> {
        let expected = self.outcomes(way, lines, &self.own)?;
        let got = self.outcomes(way, lines, &self.ours)?;
        let differs: Vec<&String> = expected.keys().filter(|k| expected.get(*k) != got.get(*k)).collect();
        let again: BTreeMap<String, String> = lines
            .iter()
            .filter(|(name, _)| differs.contains(name))
            .map(|(a, b)| (a.clone(), b.clone()))
            .collect();
        let once_more =
            if again.is_empty() { BTreeMap::new() } else { self.outcomes(way, &again, &self.own)? };
        let unstable = |name: &String| once_more.get(name) != expected.get(name);
        let missing = String::from("(nothing)\n");
        let differences: Vec<Difference> = differs
            .into_iter()
            .filter(|name| !unstable(name))
            .map(|name| {
                let (theirs, ours) = (&expected[name], got.get(name).unwrap_or(&missing));
                Difference { name: format!("{title}: {name}"), text: format!("{theirs}--- ours:\n{ours}") }
            })
            .collect();
        let total = expected.keys().filter(|name| !once_more.contains_key(*name) || !unstable(name)).count();
        Ok(Outcome { equal: total - differences.len(), total, differences })
    }

    /// Every dynamic program that is installed: a name and the shell line that runs it.
    fn installed(&self, way: Way) -> Result<BTreeMap<String, String>, String> {
        let mut lines = BTreeMap::new();
        for folder in ["usr/bin", "usr/sbin"] {
            for entry in fs::read_dir(self.tree.join(folder)).into_iter().flatten().flatten() {
                let name = entry.file_name().to_string_lossy().into_owned();
                if LEFT_OUT.contains(&name.as_str()) || !is_dynamic(&entry.path()) {
                    continue;
                }
                lines.insert(name.clone(), self.line(way, &format!("/{folder}/{name}"), "--version"));
            }
        }
        Ok(lines)
    }

    fn compiled(&self, way: Way) -> Result<BTreeMap<String, String>, String> {
        let folder = self.tree.join("tmp/matrix");
        fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
        let mut build = String::new();
        let mut lines = BTreeMap::new();
        for (name, source, flags) in SOURCES {
            fs::write(folder.join(name), source).map_err(|e| e.to_string())?;
            let (stem, kind) = name.split_once('.').unwrap_or((name, ""));
            let output = if flags.contains("-shared") { format!("{stem}.so") } else { stem.to_string() };
            // Debian's `gcc` is a link to the one version of its suite.
            let compiler = if kind == "cpp" { "g++" } else { "gcc" };
            build += &format!("/usr/bin/{compiler} -O1 -w {name} -o {output} {flags} && ");
            if !flags.contains("-shared") {
                lines.insert(stem.to_string(), self.line(way, &format!("/tmp/matrix/{stem}"), ""));
            }
        }
        let build = format!("cd /tmp/matrix && {build} echo built");
        match way {
            Way::DropIn => {
                lines.insert("0 compile".into(), build);
            }
            // Compiled once, by the tree's own loader.
            Way::LibraryPath => {
                self.outcomes(Way::DropIn, &BTreeMap::from([("build".into(), build)]), &self.own)?;
            }
        }
        Ok(lines)
    }

    fn line(&self, way: Way, program: &str, argument: &str) -> String {
        match way {
            Way::DropIn => format!("{program} {argument}"),
            Way::LibraryPath => {
                format!(
                    "$LOADER --library-path {} {}{program} {argument}",
                    self.libraries(),
                    self.tree.display()
                )
            }
        }
    }

    /// The tree's libraries, as a search path.
    fn libraries(&self) -> String {
        let tree = self.tree.display();
        format!("{tree}/usr/lib/x86_64-linux-gnu:{tree}/usr/lib")
    }

    /// Runs all lines, each with a time limit, in one go.
    fn outcomes(
        &self,
        way: Way,
        lines: &BTreeMap<String, String>,
        loader: &Path,
    ) -> Result<Outcomes, String> {
        let folder = self.tree.join("tmp/matrix.out");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
        let inside = match way {
            Way::DropIn => "/tmp/matrix.out".to_string(),
            Way::LibraryPath => folder.display().to_string(),
        };
        let mut script = String::from("cd /tmp\n");
        for (index, line) in lines.values().enumerate() {
            // The error stream names the program by a path, equal in both runs.
            script += &format!(
                "(ulimit -c 0; exec timeout -k 1 60 bash -c {}) < /dev/null > {inside}/{index} 2>&1\n\
                 echo \"exit $?\" >> {inside}/{index}\n",
                quoted(line),
            );
        }
        fs::write(folder.join("script"), script).map_err(|e| e.to_string())?;
        let status = self.namespaces(way, loader, &format!("{inside}/script")).status();
        status.map_err(|e| format!("unshare: {e}"))?;
        let read = |index: usize| {
            let bytes = fs::read(folder.join(index.to_string())).unwrap_or_default();
            // Some programs name the file that the kernel started.
            String::from_utf8_lossy(&bytes).replace(&loader.display().to_string(), "LOADER")
        };
        Ok(lines.keys().enumerate().map(|(index, name)| (name.clone(), read(index))).collect())
    }

    fn namespaces(&self, way: Way, loader: &Path, script: &str) -> Command {
        let tree = self.tree.display();
        let line = match way {
            Way::DropIn => format!(
                "mount --make-rprivate / && mount -t proc proc {tree}/proc && mount --rbind /dev {tree}/dev && \
                 {{ [ {loader} = {own} ] || mount --bind {loader} {own}; }} && exec chroot {tree} \
                 /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp LANG=C.UTF-8 RTLD_ERRORS=short \
                 /bin/bash {script}",
                loader = loader.display(),
                own = self.own.display(),
            ),
            Way::LibraryPath => format!(
                "exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp LANG=C.UTF-8 RTLD_ERRORS=short \
                 LOADER={} bash {script}",
                loader.display()
            ),
        };
        let mut command = Command::new("unshare");
        command.args(["-m", "-p", "-n", "-f", "--kill-child", "bash", "-c", &line]);
        command.stdin(Stdio::null()).stdout(Stdio::null());
        command
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// An executable with PT_INTERP (and not, say, a script, or a link that leads out of the tree).
fn is_dynamic(path: &Path) -> bool {
    use object::read::elf::{ElfFile64, ProgramHeader};
    let Ok(bytes) = fs::read(path) else { return false };
    let Ok(file) = ElfFile64::<object::LittleEndian>::parse(&*bytes) else { return false };
    let mut headers = file.elf_program_headers().iter();
    headers.any(|h| h.p_type(object::LittleEndian) == object::elf::PT_INTERP)
}
