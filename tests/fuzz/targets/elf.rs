//! Header, map plan, and a whole file through every parser.
//!
//! In: bytes. Must hold: what is found lies in the input; segments ascend, share no byte, lie in the reservation and in the
//! file; every name that is handed out ends inside; no table is longer than the file. Must not: load.

use super::{inside, view};
use rtld::bytes::{Name, Space, View};
use rtld::elf::dynamic::{self, Dynamic};
use rtld::elf::symbols::{Hashes, Symbols};
use rtld::elf::{Phdr, header, relocs, symbols, versions};
use rtld::plan::map::{self, Plan};
use std::fs;

const PAGE: u64 = 4096;

pub fn header(input: &'static [u8]) {
    let Ok(header) = header::read(view(input)) else { return };
    assert!(input.len() >= 64 && header.phdrs_size() == header.phnum * 56);
    if let Some(table) = header.program_headers(view(input)) {
        assert!(table.len() == header.phnum && inside(input, table.address(), header.phdrs_size()));
    }
}

pub fn header_seeds() -> Vec<Vec<u8>> {
    small_files().into_iter().map(|bytes| bytes[..128].to_vec()).collect()
}

/// e_phoff, the file's size, program headers.
pub fn plan(input: &'static [u8]) {
    let view = view(input);
    let (Some(phoff), Some(size)) = (view.read::<u64>(0), view.read::<u64>(8)) else { return };
    let Some(table) = view.table::<Phdr>(16, (input.len() - 16) / 56) else { return };
    for file_size in [Some(size), None] {
        if let Ok(plan) = map::plan(table, phoff, file_size, PAGE) {
            check(&plan, table.len(), file_size);
        }
    }
}

pub fn plan_seeds() -> Vec<Vec<u8>> {
    let seed = |bytes: Vec<u8>| {
        let count = usize::from(u16::from_le_bytes([bytes[56], bytes[57]]));
        let mut seed = 64u64.to_le_bytes().to_vec();
        seed.extend((bytes.len() as u64).to_le_bytes());
        seed.extend(&bytes[64..64 + 56 * count]);
        seed
    };
    small_files().into_iter().map(seed).collect()
}

/// What holds of every plan.
fn check(plan: &Plan, headers: usize, file_size: Option<u64>) {
    assert!(!plan.segments.is_empty() && plan.segments.len() <= headers);
    assert!(plan.align.is_power_of_two() && plan.align >= PAGE);
    assert!(plan.start <= plan.end && plan.end.is_multiple_of(PAGE) && plan.start == plan.segments[0].vaddr);
    for segment in &plan.segments {
        assert!(segment.vaddr % PAGE == 0 && segment.offset % PAGE == 0 && segment.map_end % PAGE == 0);
        assert!(segment.vaddr <= segment.file_end && segment.file_end <= segment.mem_end);
        assert!(segment.file_end <= segment.map_end && segment.mem_end <= plan.end);
        assert!(segment.vaddr >= plan.start && segment.flags & !7 == 0);
        if let Some(size) = file_size.filter(|_| segment.map_len() != 0) {
            let end = segment.offset.checked_add(segment.map_len()).expect("no wrap");
            assert!(end.div_ceil(PAGE) <= size.div_ceil(PAGE), "behind the file");
        }
    }
    for pair in plan.segments.windows(2) {
        let end = if file_size.is_some() { pair[0].mem_end / PAGE * PAGE } else { pair[0].vaddr };
        assert!(end <= pair[1].vaddr, "segments descend or overlap");
    }
    if let Some(tls) = plan.tls {
        assert!(tls.align.is_power_of_two() && tls.memsz != 0 && tls.filesz <= tls.memsz);
    }
    if let Some(at) = plan.phdr_vaddr {
        assert!(plan.segments.iter().any(|s| s.vaddr <= at && at <= s.map_end));
    }
    let _ = (plan.span(), plan.folds_back(), plan.in_file(plan.start, 1));
}

/// A file's segments, at their places in the file.
pub struct File {
    bytes: View,
    plan: Plan,
}

impl Space for File {
    fn window(&self, vaddr: u64) -> View {
        let holds = |s: &&map::Segment| (s.vaddr..s.file_end).contains(&vaddr);
        let Some(segment) = self.plan.segments.iter().find(holds) else { return View::EMPTY };
        let start = (segment.offset + (vaddr - segment.vaddr)) as usize;
        // What lies behind the end of the file, in its last page, is zero there and nothing here.
        let len = ((segment.file_end - vaddr) as usize).min(self.bytes.len().saturating_sub(start));
        self.bytes.slice(start, len).unwrap_or(View::EMPTY)
    }
}

pub fn file(input: &'static [u8]) {
    let view = view(input);
    let Ok(header) = header::read(view) else { return };
    let Some(table) = header.program_headers(view) else { return };
    let Ok(plan) = map::plan(table, header.phoff, Some(input.len() as u64), PAGE) else { return };
    check(&plan, table.len(), Some(input.len() as u64));
    let file = File { bytes: view, plan };
    for (vaddr, size) in file.plan.properties() {
        if let Some(note) = file.window(vaddr).slice(0, size as usize) {
            let _ = map::properties(note);
        }
    }
    let Some((vaddr, size)) = file.plan.dynamic else { return };
    let Ok(dynamic) = dynamic::read(&file, vaddr, size) else { return };
    let named = |name: Name| {
        assert!(dynamic.strtab.is_none() || inside(input, name.as_ptr() as usize, name.bytes().len() + 1));
    };
    dynamic.needed().for_each(|needed| named(needed.name()));
    [dynamic.soname, dynamic.rpath, dynamic.runpath].into_iter().flatten().for_each(named);
    if let Ok(versions) = versions::read(&file, &dynamic) {
        versions.definitions(&file, dynamic.strings).for_each(|definition| named(definition.name));
        assert!(versions.definitions(&file, dynamic.strings).count() <= input.len() / 8 + 1);
        for need in versions.needs(&file, dynamic.strings) {
            named(need.file);
            assert!(need.versions().count() <= input.len() / 8 + 1);
            need.versions().for_each(|version| named(version.name));
        }
    }
    if let Ok(relocations) = relocs::read(&file, &dynamic) {
        let tables = [relocations.rela(), relocations.plt(), relocations.relative(), relocations.symbolic()];
        tables
            .iter()
            .for_each(|table| assert!(table.is_empty() || inside(input, table.address(), table.len() * 24)));
        let relr = relocations.relr();
        assert!(relr.is_empty() || inside(input, relr.address(), relr.len() * 8));
        assert!(relocs::places(relr).count() <= relr.len() * 63);
    }
    if let Ok(symbols) = symbols::read(&file, &dynamic) {
        look(input, &dynamic, &symbols);
    }
}

/// A name that is found is the name that was asked for, and its symbol lies in the table.
fn look(input: &[u8], dynamic: &Dynamic, symbols: &Symbols) {
    assert!(symbols.count() <= input.len() / 24);
    let offsets = [0usize, 1, 9, 40, 100];
    let some = offsets.into_iter().filter_map(|at| dynamic.strings.get(at)).chain([Name::of(c"memcpy")]);
    for name in some {
        let hashes = Hashes::of(name);
        let mut steps = 0;
        let none: Option<()> = symbols.find(&hashes, name, |index, symbol| {
            steps += 1;
            let own = symbols.get(index).and_then(|symbol| symbols.name(&symbol)).expect("it has a name");
            assert!(own.same(name) && own.bytes() == name.bytes() && symbol.name as usize <= input.len());
            None
        });
        assert!(none.is_none() && steps <= input.len() / 4);
    }
}

pub fn file_seeds() -> Vec<Vec<u8>> {
    small_files()
}

/// Libraries of this system that are not large.
fn small_files() -> Vec<Vec<u8>> {
    let names = ["libdl.so.2", "libutil.so.1", "libpthread.so.0", "librt.so.1", "libanl.so.1", "libz.so.1"];
    let read = |name: &&str| fs::read(format!("/lib/x86_64-linux-gnu/{name}")).ok();
    let mut files: Vec<Vec<u8>> = names.iter().filter_map(read).collect();
    files.retain(|bytes| bytes.len() <= 64 << 10 || bytes.starts_with(b"\x7fELF"));
    files.iter_mut().for_each(|bytes| bytes.truncate(64 << 10));
    files
}
