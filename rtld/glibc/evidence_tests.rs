//! `evidence` on the machine's own libc.so.6, read from its file, and on damaged copies of it.

use super::*;
use crate::elf::notes;
use std::{fs, string::String, vec, vec::Vec};

const LIBC: &str = "/lib/x86_64-linux-gnu/libc.so.6";

/// An ELF file laid out as in memory, with what `LibcImage` asks for, found by linear search.
#[derive(Clone)]
struct File {
    memory: Vec<u8>,
    symtab: u64,
    strtab: u64,
    relocations: Vec<(u64, u64)>,
}

fn u16_at(bytes: &[u8], at: u64) -> u64 {
    u16::from_le_bytes(bytes[at as usize..][..2].try_into().unwrap()).into()
}

fn u32_at(bytes: &[u8], at: u64) -> u64 {
    u32::from_le_bytes(bytes[at as usize..][..4].try_into().unwrap()).into()
}

fn u64_at(bytes: &[u8], at: u64) -> u64 {
    u64::from_le_bytes(bytes[at as usize..][..8].try_into().unwrap())
}

impl File {
    fn read(path: &str) -> Option<File> {
        let file = fs::read(path).ok()?;
        let (phoff, phnum) = (u64_at(&file, 32), u16_at(&file, 56));
        let (mut memory, mut dynamic) = (Vec::new(), 0);
        for header in (0..phnum).map(|i| phoff + 56 * i) {
            let [offset, address, size] = [8, 16, 32].map(|at| u64_at(&file, header + at));
            match u32_at(&file, header) {
                1 => {
                    memory.resize((address + size) as usize, 0);
                    let from = &file[offset as usize..][..size as usize];
                    memory[address as usize..].copy_from_slice(from);
                }
                2 => dynamic = address,
                _ => {}
            }
        }
        let tag = |wanted: u64| {
            (0..).map(|i| dynamic + 16 * i).find_map(|at| {
                let found = u64_at(&memory, at);
                (found == wanted || found == 0).then(|| (found == wanted).then(|| u64_at(&memory, at + 8)))
            })?
        };
        let tables = [(tag(7)?, tag(8)?), (tag(23)?, tag(2)?)];
        let slots = tables.iter().flat_map(|&(start, size)| (start..start + size).step_by(24));
        let relocations = slots.map(|at| (u64_at(&memory, at), u64_at(&memory, at + 8) >> 32)).collect();
        Some(File { symtab: tag(6)?, strtab: tag(5)?, relocations, memory })
    }

    fn name(&self, symbol: u64) -> &[u8] {
        let start = self.strtab + u32_at(&self.memory, self.symtab + 24 * symbol);
        self.memory[start as usize..].split(|&b| b == 0).next().unwrap()
    }

    fn overwrite(&self, symbol: &'static CStr, offset: u64, bytes: &[u8]) -> File {
        let mut copy = self.clone();
        let at = self.symbol(Sought::of(symbol)).unwrap().address + offset;
        copy.memory[at as usize..][..bytes.len()].copy_from_slice(bytes);
        copy
    }
}

impl LibcImage for File {
    fn symbol(&self, sought: Sought) -> Option<SymbolAt> {
        let name = sought.name.bytes();
        let count = (self.strtab - self.symtab) / 24;
        let found = (1..count)
            .find(|&i| self.name(i) == name && u16_at(&self.memory, self.symtab + 24 * i + 6) != 0)?;
        let at = self.symtab + 24 * found;
        Some(SymbolAt { address: u64_at(&self.memory, at + 8), size: u64_at(&self.memory, at + 16) })
    }

    fn bytes(&self, address: u64) -> View {
        let rest = usize::try_from(address).ok().and_then(|at| self.memory.get(at..)).unwrap_or(&[]);
        // SAFETY: the view is used while the file's memory is there.
        unsafe { View::new(rest.as_ptr(), rest.len()) }
    }

    fn import_slot(&self, name: &CStr) -> Option<u64> {
        let name = name.to_bytes();
        self.relocations.iter().find(|&&(_, symbol)| symbol != 0 && self.name(symbol) == name).map(|r| r.0)
    }
}

/// The libc to look at: the one named in RTLD_TEST_LIBC, or the machine's.
fn libc() -> Option<File> {
    File::read(&std::env::var("RTLD_TEST_LIBC").unwrap_or(LIBC.into()))
}

#[test]
fn the_libc_of_this_machine_is_recognised_or_named() {
    let Some(file) = libc() else { return };
    match choose(&file) {
        Ok(layout) => assert_eq!(layout.version, observe(&file).version),
        Err(unknown) => {
            let text = String::from_utf8(unknown.text()).unwrap();
            assert!(!text.starts_with("unknown"), "{text}");
            // Elsewhere an unknown libc is no fault of ours, but Debian's builds are in the tables.
            let system = fs::read_to_string("/etc/os-release").unwrap_or_default();
            assert!(!system.contains("ID=debian\n"), "no table for {text}");
            assert!(tables::ALL.iter().all(|l| Fingerprint::of(l) != unknown.observed));
        }
    }
}

/// A table may be taken by its build alone because this holds.
#[test]
fn a_build_has_the_layout_that_it_shows() {
    let Some(file) = libc() else { return };
    let headers = (0..u16_at(&file.memory, 56)).map(|i| u64_at(&file.memory, 32) + 56 * i);
    let notes = headers.filter(|&at| u32_at(&file.memory, at) == 4 && u64_at(&file.memory, at + 48) == 4);
    let [at, size] = notes.map(|at| [16, 40].map(|field| u64_at(&file.memory, at + field))).next().unwrap();
    let id = notes::build_id(file.bytes(at).slice(0, size as usize).unwrap(), 4);
    if let Some(layout) = tables::of_build(id.unwrap()) {
        assert!(core::ptr::eq(layout, choose(&file).unwrap()));
    }
}

#[test]
fn any_difference_is_refused() {
    let Some(file) = libc() else { return };
    let Ok(layout) = choose(&file) else { return };
    let damages: [(&'static CStr, u64, &[u8]); 8] = [
        (c"__nptl_version", 0, b"9"),
        (c"_thread_db_rtld_global__dl_stack_used", 8, &[1, 2]),
        (c"_thread_db_link_map_l_tls_modid", 8, &[0]),
        (c"_thread_db_sizeof_pthread", 0, &[0]),
        (c"_dl_find_object", 9, &[0]),
        (c"_dl_find_object", 3, &[0]),
        (c"clock_gettime", 10, &[0x18, 0x11]),
        (c"__libc_early_init", 0, &[0x90; 1024]),
    ];
    for (symbol, offset, bytes) in damages {
        let damaged = file.overwrite(symbol, offset, bytes);
        let unknown = choose(&damaged).expect_err(symbol.to_str().unwrap());
        assert_ne!(unknown.observed, Fingerprint::of(layout));
    }
}

#[test]
fn a_function_may_begin_with_endbr64() {
    let Some(file) = libc() else { return };
    let Ok(layout) = choose(&file) else { return };
    let start = file.symbol(Sought::of(c"_dl_find_object")).unwrap().address as usize;
    let mut code = vec![0xf3, 0x0f, 0x1e, 0xfa];
    code.extend_from_slice(&file.memory[start..start + 13]);
    // The load is relative to its own address, which moves by four.
    let displacement = u32::from_le_bytes(code[7..11].try_into().unwrap()) - 4;
    code[7..11].copy_from_slice(&displacement.to_le_bytes());
    let moved = file.overwrite(c"_dl_find_object", 0, &code);
    assert_eq!(observe(&moved).find_object, Fingerprint::of(layout).find_object);
}

#[test]
fn an_empty_image_is_unknown() {
    struct Nothing;
    impl LibcImage for Nothing {
        fn symbol(&self, _: Sought) -> Option<SymbolAt> {
            Some(SymbolAt { address: u64::MAX - 2, size: u64::MAX })
        }
        fn bytes(&self, _: u64) -> View {
            View::of(&[0xe8; 600])
        }
        fn import_slot(&self, _: &CStr) -> Option<u64> {
            Some(0)
        }
    }
    assert_eq!(choose(&Nothing).unwrap_err().observed.version, Version::UNKNOWN);
}
