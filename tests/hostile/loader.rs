//! The loader under test.
//!
//! In: its file. Out: a copy that any user can read, and which parts of its code only serve: functions that compiled code
//! calls with a pointer of its own. What such a pointer leads to is the caller's business: a constructor that begins in
//! the middle of an instruction passes anything. Must not: count more as service than that.

use object::{Object, ObjectSegment, ObjectSymbol};
use std::fs;
use std::io;
use std::ops::Range;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// `call *%rax`.
const CALL_RAX: [u8; 2] = [0xff, 0xd0];

pub struct Loader {
    pub path: PathBuf,
    /// Addresses from the loader's base on.
    services: Vec<Range<u64>>,
    functions: Vec<Range<u64>>,
    /// `rtld_call`, by which a file's code is called.
    call: Option<Range<u64>>,
    /// Where lazy calls of a file's code arrive.
    trampolines: Vec<Range<u64>>,
    /// (address, offset in the file, size) of its segments.
    segments: Vec<(u64, u64, u64)>,
}

impl Loader {
    /// A copy of `loader` in `folder`, under a name that is short enough to stand in for the system's.
    pub fn copy(folder: &Path, loader: &Path) -> io::Result<Loader> {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755))?;
        let path = folder.join("l");
        fs::copy(loader, &path)?;
        let bytes = fs::read(&path)?;
        let file = object::File::parse(&*bytes).map_err(io::Error::other)?;
        let serves = |name: &str| {
            name == "__tls_get_addr"
                || name == "rtld_tls_slow"
                || name.starts_with("rtld_tlsdesc_")
                || name.contains("3say5debug6printf")
                || name.contains("5glibc5entry11find_object")
        };
        let named = |s: &object::Symbol| s.name().is_ok_and(serves) && s.size() != 0;
        let range = |s: object::Symbol| s.address()..s.address() + s.size();
        let mut services: Vec<Range<u64>> = file.symbols().filter(named).map(range).collect();
        // Behind the one call of a file's code: what comes back may have broken the stack and every register.
        let called = file.symbols().find(|s| s.name() == Ok("rtld_call")).map(range);
        services.extend(called.clone().and_then(|range| {
            let code =
                file.segments().find_map(|s| s.data_range(range.start, range.end - range.start).ok()?)?;
            let call = code.windows(2).position(|two| two == CALL_RAX)?;
            Some(range.start + call as u64 + 2..range.end)
        }));
        let is_trampoline = |s: &object::Symbol| s.name().is_ok_and(|name| name.starts_with("rtld_resolve_"));
        let trampolines = file.symbols().filter(is_trampoline).map(range).collect();
        let is_code = |s: &object::Symbol| s.kind() == object::SymbolKind::Text && s.size() != 0;
        let functions = file.symbols().filter(is_code).map(range).collect();
        let place = |s: object::Segment| (s.address(), s.file_range().0, s.file_range().1);
        let segments = file.segments().map(place).collect();
        Ok(Loader { path, services, functions, call: called, trampolines, segments })
    }

    /// Does the byte at this offset of the file belong to a service?
    pub fn serves(&self, offset: u64) -> bool {
        let address = self.address(offset);
        address.is_some_and(|address| self.services.iter().any(|range| range.contains(&address)))
    }

    /// Is it the place to which a file's code returns?
    pub fn calls(&self, offset: u64) -> bool {
        let address = self.address(offset);
        address.is_some_and(|address| self.call.as_ref().is_some_and(|range| range.contains(&address)))
    }

    /// Is it the place to which the binder of a lazy call returns?
    pub fn binds(&self, offset: u64) -> bool {
        let address = self.address(offset);
        address.is_some_and(|address| self.trampolines.iter().any(|range| range.contains(&address)))
    }

    /// Is it a function's first byte?
    pub fn begins(&self, offset: u64) -> bool {
        let address = self.address(offset);
        address.is_some_and(|address| self.functions.iter().any(|range| range.start == address))
    }

    fn address(&self, offset: u64) -> Option<u64> {
        let segment = self.segments.iter().find(|s| (s.1..s.1 + s.2).contains(&offset))?;
        Some(offset - segment.1 + segment.0)
    }
}
