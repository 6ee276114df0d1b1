//! A tree with a suite's packages unpacked, made with apt but without installing anything.
//!
//! In: the name of a suite of Debian or Ubuntu; Debian's mirror is the one that the machine's own apt configuration names. Out: a
//! folder to chroot into.
//! Maintainer scripts do not run: what they would have made and our programs need, we make. An existing tree is reused.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is unpacked, with what it depends on.
const PACKAGES: &str = "libc6 libc-bin libstdc++6 bash coreutils python3 perl-base g++ make git grep sed findutils mawk \
    tar gzip xz-utils diffutils util-linux procps hostname file bc curl sqlite3 gdb";

/// Who has a suite.
struct Archive {
    mirror: String,
    /// The file of its keys.
    keyring: &'static str,
    /// What belongs to a suite: behind its name.
    pockets: &'static [&'static str],
    components: &'static str,
}

/// Ubuntu's suites; all others are Debian's.
const UBUNTU: [&str; 7] = ["focal", "jammy", "noble", "plucky", "questing", "resolute", "stonking"];

impl Archive {
    fn of(suite: &str) -> Result<Archive, String> {
        if UBUNTU.contains(&suite) {
            return Ok(Archive {
                mirror: "http://archive.ubuntu.com/ubuntu".into(),
                keyring: "/usr/share/keyrings/ubuntu-archive-keyring.gpg",
                pockets: &["", "-updates"],
                components: "main universe",
            });
        }
        Ok(Archive {
            mirror: debian()?,
            keyring: "/usr/share/keyrings/debian-archive-keyring.gpg",
            pockets: &[""],
            components: "main",
        })
    }

    /// What sources.list says.
    fn sources(&self, suite: &str) -> String {
        let Archive { mirror, keyring, components, .. } = self;
        let line =
            |pocket| format!("deb [signed-by={keyring} arch=amd64] {mirror} {suite}{pocket} {components}\n");
        self.pockets.iter().map(line).collect()
    }
}

/// The archive's address and the file of its keys.
pub fn archive(suite: &str) -> Result<(String, &'static str), String> {
    Archive::of(suite).map(|archive| (archive.mirror, archive.keyring))
}

/// The tree of a suite.
pub fn prepare(folder: &Path, suite: &str) -> Result<PathBuf, String> {
    let tree = folder.join(suite);
    let stamp = folder.join(format!("{suite}.done"));
    if !stamp.exists() {
        eprintln!("{suite}: unpacking");
        let apt = Apt::new(folder, suite)?;
        apt.run(&["-qq", "update"])?;
        let mut arguments = vec!["-qq", "-y", "-d", "install"];
        arguments.extend(PACKAGES.split_whitespace());
        apt.run(&arguments)?;
        unpack(&apt.folder.join("cache/archives"), &tree)?;
        finish(&tree)?;
        fs::write(&stamp, "").map_err(|e| e.to_string())?;
    }
    Ok(tree)
}

/// The version of the libc6 package that was unpacked.
pub fn version(folder: &Path, suite: &str) -> String {
    let archives = folder.join(format!("{suite}.apt/cache/archives"));
    let names = fs::read_dir(archives).into_iter().flatten().flatten();
    let names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let libc = names.filter_map(|n| Some(n.strip_prefix("libc6_")?.strip_suffix("_amd64.deb")?.to_string()));
    libc.max().unwrap_or("?".into())
}

/// apt with lists, cache and status of its own.
struct Apt {
    folder: PathBuf,
    configuration: PathBuf,
}

impl Apt {
    fn new(folder: &Path, suite: &str) -> Result<Apt, String> {
        let own = folder.join(format!("{suite}.apt"));
        let fail = |e: std::io::Error| format!("{}: {e}", own.display());
        for part in ["lists/partial", "cache/archives/partial", "state"] {
            fs::create_dir_all(own.join(part)).map_err(fail)?;
        }
        let own = fs::canonicalize(&own).map_err(fail)?;
        let at = |part: &str| own.join(part).display().to_string();
        let archive = Archive::of(suite)?;
        if !Path::new(archive.keyring).exists() {
            return Err(format!("{suite} is signed with a key of {}, which is missing", archive.keyring));
        }
        fs::write(own.join("sources.list"), archive.sources(suite)).map_err(fail)?;
        fs::write(own.join("state/status"), "").map_err(fail)?;
        let text = format!(
            "Dir::Etc::sourcelist {:?}; Dir::Etc::sourceparts \"-\"; Dir::State {:?}; Dir::State::Lists {:?};\n\
             Dir::State::status {:?}; Dir::Cache {:?}; APT::Architecture \"amd64\"; APT::Architectures {{\"amd64\";}};\n\
             Acquire::Languages \"none\"; Acquire::Check-Valid-Until \"false\"; Acquire::Retries \"3\";\n\
             APT::Sandbox::User \"root\"; APT::Install-Recommends \"false\";\n",
            at("sources.list"),
            at("state"),
            at("lists"),
            at("state/status"),
            at("cache"),
        );
        let configuration = own.join("apt.conf");
        fs::write(&configuration, text).map_err(fail)?;
        Ok(Apt { folder: own, configuration })
    }

    fn run(&self, arguments: &[&str]) -> Result<(), String> {
        let done = Command::new("apt-get").args(arguments).env("APT_CONFIG", &self.configuration).status();
        match done.map_err(|e| format!("apt-get: {e}"))?.success() {
            true => Ok(()),
            false => Err(format!("apt-get {} failed", arguments.join(" "))),
        }
    }
}

/// The first Debian archive that the machine's sources name, security updates apart.
fn debian() -> Result<String, String> {
    let files = fs::read_dir("/etc/apt/sources.list.d").into_iter().flatten().flatten().map(|e| e.path());
    let texts =
        files.chain([PathBuf::from("/etc/apt/sources.list")]).filter_map(|f| fs::read_to_string(f).ok());
    let text: String = texts.collect::<Vec<String>>().join("\n");
    let lines = text.lines().filter(|l| l.starts_with("URIs:") || l.starts_with("deb "));
    let mut words = lines.flat_map(str::split_whitespace);
    let found = words.find(|w| w.contains("://") && w.trim_end_matches('/').ends_with("/debian"));
    found.map(String::from).ok_or("the machine's apt configuration names no Debian archive".into())
}

fn unpack(archives: &Path, tree: &Path) -> Result<(), String> {
    // The merged /usr first, or older packages would make real folders of /bin and /lib.
    for part in ["bin", "sbin", "lib", "lib64"] {
        fs::create_dir_all(tree.join("usr").join(part)).map_err(|e| e.to_string())?;
        if fs::symlink_metadata(tree.join(part)).is_err() {
            symlink(format!("usr/{part}"), tree.join(part)).map_err(|e| e.to_string())?;
        }
    }
    let line = "set -e -o pipefail; for d in \"$0\"/*.deb; do dpkg-deb --fsys-tarfile \"$d\" | \
                tar -C \"$1\" -xf - --keep-directory-symlink; done";
    let done = Command::new("bash").args(["-c", line]).arg(archives).arg(tree).status();
    match done.map_err(|e| e.to_string())?.success() {
        true => Ok(()),
        false => Err(format!("unpacking {}", archives.display())),
    }
}

/// What maintainer scripts would have done.
fn finish(tree: &Path) -> Result<(), String> {
    for folder in ["proc", "dev", "tmp", "etc", "root", "opt"] {
        fs::create_dir_all(tree.join(folder)).map_err(|e| e.to_string())?;
    }
    for (target, link) in [("bash", "sh"), ("mawk", "awk"), ("gcc", "cc")] {
        let link = tree.join("usr/bin").join(link);
        if fs::symlink_metadata(&link).is_err() {
            symlink(target, link).map_err(|e| e.to_string())?;
        }
    }
    for (file, text) in [
        ("passwd", "root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/:/bin/false\n"),
        ("group", "root:x:0:\nnogroup:x:65534:\n"),
        ("hosts", "127.0.0.1 localhost\n"),
        ("nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\n"),
    ] {
        fs::write(tree.join("etc").join(file), text).map_err(|e| e.to_string())?;
    }
    Ok(())
}
