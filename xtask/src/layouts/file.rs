//! A libc.so.6 in a file, as `evidence` wants to read it; and the debug files of an unpacked package.
//!
//! In: a path. Out: symbols, bytes by virtual address, import slots. Must not: map or run it.

use object::elf::{PT_LOAD, R_X86_64_GLOB_DAT, R_X86_64_JUMP_SLOT};
use object::read::elf::{ElfFile64, ProgramHeader};
use object::{LittleEndian, Object, ObjectSymbol, RelocationFlags, RelocationTarget};
use rtld::bytes::View;
use rtld::glibc::evidence::{LibcImage, Sought, SymbolAt};
use std::collections::BTreeMap;
use std::ffi::CStr;
use std::fs;
use std::path::{Path, PathBuf};

pub struct File {
    symbols: BTreeMap<Vec<u8>, SymbolAt>,
    slots: BTreeMap<Vec<u8>, u64>,
    /// Address and bytes of each loaded segment.
    segments: Vec<(u64, Vec<u8>)>,
    pub build_id: String,
}

impl File {
    pub fn read(path: &Path) -> Result<File, String> {
        let fail = |e: object::Error| format!("{}: {e}", path.display());
        let bytes = fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
        let file = ElfFile64::<LittleEndian>::parse(&*bytes).map_err(fail)?;
        let id = file.build_id().map_err(fail)?.unwrap_or_default();
        let mut found = File {
            symbols: BTreeMap::new(),
            slots: BTreeMap::new(),
            segments: Vec::new(),
            build_id: id.iter().map(|b| format!("{b:02x}")).collect(),
        };
        let loaded = file.elf_program_headers().iter().filter(|h| h.p_type(LittleEndian) == PT_LOAD);
        for header in loaded {
            let data = header.data(LittleEndian, &*bytes).map_err(|()| "a segment beyond the file")?;
            found.segments.push((header.p_vaddr(LittleEndian), data.to_vec()));
        }
        let mut names = BTreeMap::new();
        for symbol in file.dynamic_symbols() {
            let name = symbol.name_bytes().map_err(fail)?.to_vec();
            if !symbol.is_undefined() {
                let at = SymbolAt { address: symbol.address(), size: symbol.size() };
                found.symbols.entry(name.clone()).or_insert(at);
            }
            names.insert(symbol.index().0, name);
        }
        for (at, relocation) in file.dynamic_relocations().into_iter().flatten() {
            let (RelocationFlags::Elf { r_type }, RelocationTarget::Symbol(index)) =
                (relocation.flags(), relocation.target())
            else {
                continue;
            };
            if [R_X86_64_GLOB_DAT, R_X86_64_JUMP_SLOT].contains(&r_type) {
                found.slots.extend(names.get(&index.0).map(|name| (name.clone(), at)));
            }
        }
        Ok(found)
    }
}

impl LibcImage for File {
    fn symbol(&self, sought: Sought) -> Option<SymbolAt> {
        self.symbols.get(sought.name.bytes()).copied()
    }

    fn bytes(&self, address: u64) -> View {
        let rest = self.segments.iter().find_map(|(start, bytes)| {
            bytes.get(usize::try_from(address.checked_sub(*start)?).ok()?..).filter(|rest| !rest.is_empty())
        });
        // SAFETY: the bytes stay as long as the file, longer than `evidence` looks at it.
        rest.map_or(View::EMPTY, |rest| unsafe { View::new(rest.as_ptr(), rest.len()) })
    }

    fn import_slot(&self, name: &CStr) -> Option<u64> {
        self.slots.get(name.to_bytes()).copied()
    }
}

/// What `in_tree` found.
pub struct Found {
    pub libc: PathBuf,
    pub debug: Vec<PathBuf>,
}

/// libc.so.6 in an unpacked package, and the debug files of it, of the dynamic linker and (before 2.34) of libpthread.
pub fn in_tree(root: &Path) -> Result<Found, String> {
    let folders = ["lib/x86_64-linux-gnu", "usr/lib/x86_64-linux-gnu", "lib64", "usr/lib64"];
    let find = |name: &str| folders.iter().map(|f| root.join(f).join(name)).find(|p| p.exists());
    let libc = find("libc.so.6").ok_or(format!("no libc.so.6 below {}", root.display()))?;
    let mut debug = Vec::new();
    for name in ["libc.so.6", "ld-linux-x86-64.so.2", "libpthread.so.0"] {
        let Some(path) = find(name) else { continue };
        let id = File::read(&path)?.build_id;
        let (folder, rest) = id.split_at(id.len().min(2));
        let path = root.join("usr/lib/debug/.build-id").join(folder).join(format!("{rest}.debug"));
        debug.extend(Some(path).filter(|p| p.exists()));
    }
    match debug.is_empty() {
        true => Err(format!("no debug files of {} below {}", libc.display(), root.display())),
        false => Ok(Found { libc, debug }),
    }
}
