//! What the built binary must be, whatever it does: the kernel, the static linker, libc.so.6, gdb and valgrind rely on it.
//!
//! In: the binary of this package. Out: a failing test per broken property. Runs nothing of the loader itself.

use object::LittleEndian as LE;
use object::elf::{self, FileHeader64, ProgramHeader64};
use object::read::elf::{Dyn, FileHeader, ProgramHeader, SectionHeader, Sym};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

const SYSTEM: &str = "/lib64/ld-linux-x86-64.so.2";
const LIBC: &str = "/lib/x86_64-linux-gnu/libc.so.6";

type Header = FileHeader64<LE>;

fn binary() -> PathBuf {
    env!("CARGO_BIN_EXE_rtld").into()
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn headers(file: &[u8]) -> (&Header, &[ProgramHeader64<LE>]) {
    let header = Header::parse(file).expect("an ELF64 file");
    (header, header.program_headers(LE, file).expect("program headers"))
}

fn segments(file: &[u8], kind: u32) -> usize {
    headers(file).1.iter().filter(|p| p.p_type(LE) == kind).count()
}

fn dynamic(file: &[u8]) -> Vec<(u64, u64)> {
    let sections = headers(file).0.sections(LE, file).expect("sections");
    let (table, _) = sections.dynamic(LE, file).expect("readable").expect("a dynamic section");
    table.iter().map(|d| (d.d_tag(LE), d.d_val(LE))).take_while(|(tag, _)| *tag != 0).collect()
}

/// `name -> version` of the dynamic symbols, the defined or the undefined ones.
fn symbols(file: &[u8], defined: bool) -> BTreeMap<String, String> {
    let sections = headers(file).0.sections(LE, file).expect("sections");
    let table = sections.symbols(LE, file, elf::SHT_DYNSYM).expect("dynamic symbols");
    let versions = sections.versions(LE, file).expect("versions").expect("a version table");
    let mut found = BTreeMap::new();
    for (index, symbol) in table.enumerate() {
        let name = symbol.name(LE, table.strings()).expect("a name");
        if name.is_empty() || symbol.is_undefined(LE) == defined || symbol.st_shndx(LE) == elf::SHN_ABS {
            continue;
        }
        let version = versions.version(versions.version_index(LE, index)).expect("a version");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        found.insert(text(name), version.map(|v| text(v.name())).unwrap_or_default());
    }
    found
}

#[test]
fn is_a_shared_object_with_the_name_of_the_system_loader() {
    let file = read(&binary());
    let (header, _) = headers(&file);
    assert_eq!(header.e_type(LE), elf::ET_DYN);
    assert_eq!(header.e_machine(LE), elf::EM_X86_64);
    let sections = header.sections(LE, &file[..]).expect("sections");
    let strings = sections.symbols(LE, &file[..], elf::SHT_DYNSYM).expect("dynamic symbols").strings();
    let dynamic = dynamic(&file);
    let soname = dynamic.iter().find(|(tag, _)| *tag == u64::from(elf::DT_SONAME)).expect("DT_SONAME").1;
    assert_eq!(strings.get(u32::try_from(soname).expect("an offset")), Ok(&b"ld-linux-x86-64.so.2"[..]));
    // With DF_1_PIE it would be refused as a link-time input.
    let flags = dynamic.iter().find(|(tag, _)| *tag == u64::from(elf::DT_FLAGS_1)).map_or(0, |(_, v)| *v);
    assert_eq!(flags & u64::from(elf::DF_1_PIE), 0);
}

#[test]
fn needs_nobody() {
    let file = read(&binary());
    assert_eq!(segments(&file, elf::PT_INTERP), 0, "PT_INTERP");
    assert_eq!(segments(&file, elf::PT_TLS), 0, "PT_TLS");
    let needed = dynamic(&file).iter().filter(|(tag, _)| *tag == u64::from(elf::DT_NEEDED)).count();
    assert_eq!(needed, 0, "DT_NEEDED");
    let undefined = symbols(&file, false);
    assert!(undefined.is_empty(), "undefined symbols: {undefined:?}");
}

#[test]
fn has_only_relative_relocations() {
    let file = read(&binary());
    let sections = headers(&file).0.sections(LE, &file[..]).expect("sections");
    for section in sections.iter() {
        let Some((table, _)) = section.rela(LE, &file[..]).expect("relocations") else { continue };
        // One is for the linkers of static programs.
        let kinds = table.iter().map(|rela| rela.r_type(LE, false));
        let others: Vec<u32> = kinds.filter(|&kind| kind != elf::R_X86_64_RELATIVE).collect();
        assert_eq!(others, [elf::R_X86_64_IRELATIVE]);
    }
    let absent =
        [elf::DT_JMPREL, elf::DT_TEXTREL, elf::DT_INIT, elf::DT_FINI, elf::DT_INIT_ARRAY, elf::DT_FINI_ARRAY];
    for (tag, _) in dynamic(&file) {
        assert!(!absent.map(u64::from).contains(&tag), "dynamic tag {tag}");
    }
}

#[test]
fn protects_its_memory() {
    let file = read(&binary());
    assert_eq!(segments(&file, elf::PT_GNU_RELRO), 1, "PT_GNU_RELRO");
    let both = elf::PF_W | elf::PF_X;
    for segment in headers(&file).1 {
        let flags = segment.p_flags(LE);
        match segment.p_type(LE) {
            elf::PT_LOAD => {
                assert_ne!(flags & both, both, "writable and executable at {:#x}", segment.p_vaddr(LE))
            }
            elf::PT_GNU_STACK => assert_eq!(flags & elf::PF_X, 0, "executable stack"),
            _ => {}
        }
    }
    assert_eq!(segments(&file, elf::PT_GNU_STACK), 1, "PT_GNU_STACK");
}

/// Relocating our own pointers makes their pages dirty in every process: there is one such page. What wants another is mostly a table
/// that holds pointers (`bytes::label`), or a place in a file that a panic would name. (Unoptimised code has more of both.)
#[test]
fn has_one_page_of_relocated_data() {
    let file = read(&binary());
    let relro = headers(&file).1.iter().find(|segment| segment.p_type(LE) == elf::PT_GNU_RELRO);
    let size = relro.expect("PT_GNU_RELRO").p_filesz(LE);
    assert!(size <= 4096 || cfg!(debug_assertions), "{size} bytes");
}

#[test]
fn keeps_the_symbol_that_valgrind_replaces() {
    let file = read(&binary());
    let sections = headers(&file).0.sections(LE, &file[..]).expect("sections");
    let table = sections.symbols(LE, &file[..], elf::SHT_SYMTAB).expect("a symbol table");
    let strlen =
        table.iter().find(|s| s.name(LE, table.strings()) == Ok(b"strlen")).expect("strlen in .symtab");
    assert_eq!(strlen.st_type(), elf::STT_FUNC);
    assert!(strlen.st_size(LE) > 0, "strlen has no size");
}

#[test]
fn exports_what_libc_imports() {
    let (ours, libc) = (symbols(&read(&binary()), true), symbols(&read(Path::new(LIBC)), false));
    // libc.so.6 needs no other object, so every versioned import is one from the loader.
    let missing: Vec<_> =
        libc.iter().filter(|(name, v)| !v.is_empty() && ours.get(*name) != Some(v)).collect();
    assert!(missing.is_empty(), "not exported: {missing:?}");
}

#[test]
fn versions_are_those_of_the_system_loader() {
    let (ours, theirs) = (symbols(&read(&binary()), true), symbols(&read(Path::new(SYSTEM)), true));
    for (name, version) in &ours {
        if let Some(expected) = theirs.get(name) {
            assert_eq!(version, expected, "{name}");
        }
    }
    let public = theirs.iter().filter(|(_, version)| *version != "GLIBC_PRIVATE");
    let missing: Vec<_> = public.filter(|(name, _)| !ours.contains_key(*name)).collect();
    assert!(missing.is_empty(), "public names not exported: {missing:?}");
}

/// libc.so is a linker script that names the loader, so every link of a program reads this file, by old linkers, too: GNU ld
/// before 2.38 refuses what has a section of type SHT_RELR.
#[test]
fn has_no_section_that_old_linkers_do_not_know() {
    const SHT_RELR: u32 = 19;
    let file = read(&binary());
    let sections = headers(&file).0.sections(LE, &*file).expect("sections");
    assert!(sections.iter().all(|section| section.sh_type(LE) != SHT_RELR));
}

#[test]
fn serves_as_input_of_the_static_linker() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("image");
    std::fs::create_dir_all(&folder).expect("a folder");
    let (source, program) = (folder.join("main.c"), folder.join("prog"));
    let text = "extern void *__libc_stack_end, *__tls_get_addr(void *);\n\
                void *(*volatile get)(void *) = __tls_get_addr;\n\
                int main(void) { return __libc_stack_end == 0 || get == 0; }\n";
    std::fs::write(&source, text).expect("a source file");
    let output =
        Command::new("gcc").args(["-w", "-fPIC", "-o"]).arg(&program).arg(&source).arg(binary()).output();
    let output = output.expect("gcc runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let imports = symbols(&read(&program), false);
    assert_eq!(imports.get("__libc_stack_end").map(String::as_str), Some("GLIBC_2.2.5"));
    assert_eq!(imports.get("__tls_get_addr").map(String::as_str), Some("GLIBC_2.3"));
    assert!(Command::new(&program).status().expect("it starts").success(), "under the system's ld.so");
}
