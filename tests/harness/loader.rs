//! The loader under test, where programs can name it.
//!
//! In: the path of the binary. Out: a copy of it at a short stable path, exactly as long as the system loader's path, so
//! that PT_INTERP can be rewritten in place and stack contents have the same size in both runs.
//! A copy and not a link: a test that runs as `nobody` may not be able to enter our target folder.

use std::fs;
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

/// What x86-64 glibc programs carry in PT_INTERP.
pub const SYSTEM: &str = "/lib64/ld-linux-x86-64.so.2";

/// The installed loader under test.
pub struct Loader {
    /// `/tmp/rt<7 hex digits>/ld-rtld.so.2`, as long as [`SYSTEM`].
    pub path: PathBuf,
    /// Is the loader under test the system's own? Then cases about our own texts are left out.
    pub is_system: bool,
}

impl Loader {
    /// Copies the binary to its short path; the path depends on the source's path, so caches stay valid between runs.
    pub fn install(binary: &Path) -> io::Result<Loader> {
        let binary = fs::canonicalize(binary)?;
        let key = fingerprint(binary.as_os_str().as_encoded_bytes()) & 0xfff_ffff;
        let folder = PathBuf::from(format!("/tmp/rt{key:07x}"));
        match fs::DirBuilder::new().mode(0o755).create(&folder) {
            Err(e) if e.kind() != io::ErrorKind::AlreadyExists => return Err(e),
            _ => {}
        }
        if fs::symlink_metadata(&folder)?.uid() != fs::metadata("/proc/self")?.uid() {
            return Err(io::Error::other(format!("{} belongs to somebody else", folder.display())));
        }
        let path = folder.join("ld-rtld.so.2");
        // Of its own for each thread of each process: several may install the same loader.
        static FRESH: AtomicU32 = AtomicU32::new(0);
        let number = FRESH.fetch_add(1, Ordering::Relaxed);
        let fresh = folder.join(format!("new.{}.{number}", std::process::id()));
        fs::copy(&binary, &fresh)?;
        fs::set_permissions(&fresh, fs::Permissions::from_mode(0o755))?;
        fs::rename(&fresh, &path)?;
        assert_eq!(path.as_os_str().len(), SYSTEM.len());
        Ok(Loader { path, is_system: binary == fs::canonicalize(SYSTEM)? })
    }

    /// Rewrites PT_INTERP of one file in place if it names the system's loader. Says whether it did.
    pub fn adopt(&self, file: &Path) -> io::Result<bool> {
        let bytes = fs::read(file)?;
        let Some(range) = interpreter(&bytes) else { return Ok(false) };
        if bytes.get(range.clone()) != Some(SYSTEM.as_bytes()) {
            return Ok(false);
        }
        // By a child process: a descriptor open for writing here would be inherited by whatever another thread starts at
        // this moment, and executing the file would fail with "Text file busy".
        let patch =
            format!("printf %s \"$1\" | dd of=\"$2\" bs=1 seek={} conv=notrunc status=none", range.start);
        let status = Command::new("sh").args(["-c", &patch, "sh"]).arg(&self.path).arg(file).status()?;
        if status.success() { Ok(true) } else { Err(io::Error::other("dd failed")) }
    }
}

/// Where the text of PT_INTERP (without its final zero) lies in an ELF64 file.
fn interpreter(file: &[u8]) -> Option<std::ops::Range<usize>> {
    let number = |at: usize, size: usize| -> Option<usize> {
        let mut wide = [0; 8];
        wide[..size].copy_from_slice(file.get(at..at.checked_add(size)?)?);
        usize::try_from(u64::from_le_bytes(wide)).ok()
    };
    if file.get(..6)? != b"\x7fELF\x02\x01" {
        return None;
    }
    let (table, count) = (number(32, 8)?, number(56, 2)?);
    (0..count).map(|i| table + 56 * i).find(|&at| number(at, 4) == Some(3)).and_then(|at| {
        let (offset, size) = (number(at + 8, 8)?, number(at + 32, 8)?);
        Some(offset..offset.checked_add(size)?.checked_sub(1)?)
    })
}

/// FNV-1a, 64 bits: a name for contents, nothing cryptographic.
pub fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h, &b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3))
}
