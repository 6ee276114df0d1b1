//! Building an object.
//!
//! In: `Facts`, what the file says and where it was mapped. Out: the object, whose state is empty. Must not: read the file, or list
//! the object anywhere.

use super::state::State;
use super::{FileId, Kind, NO_FILE, Object, ObjectRef};
use crate::elf::Phdr;
use crate::elf::dynamic::lasting::Lasting;
use crate::elf::relocs::Relocations;
use crate::elf::symbols::Symbols;
use crate::elf::vaddr::Vaddr;
use crate::elf::versions::Versions;
use crate::link::scope::SearchList;
use crate::mem::image::Image;
use crate::plan::map::TlsSegment;
use alloc::boxed::Box;
use alloc::ffi::CString;
use alloc::vec::Vec;
use core::cell::UnsafeCell;
use core::ptr::{NonNull, null_mut};
use core::sync::atomic::{AtomicBool, AtomicPtr};

/// The facts an object is built from; everything else starts empty.
pub struct Facts {
    pub kind: Kind,
    pub name: CString,
    pub namespace: usize,
    pub file: Option<FileId>,
    pub image: Image,
    pub phdrs: (usize, usize),
    pub own_phdrs: Vec<Phdr>,
    pub entry: usize,
    pub dynamic_vaddr: u64,
    pub dynamic: Lasting,
    pub symbols: Symbols,
    pub versions: Versions,
    pub relocations: Relocations,
    pub tls: Option<TlsSegment>,
    pub relro: Option<(u64, u64)>,
    pub suits: bool,
    pub stack_flags: Option<u32>,
    /// Its virtual address.
    pub eh_frame_hdr: Option<u64>,
    pub real: Option<ObjectRef>,
}

impl ObjectRef {
    /// Builds the object; it lives until `free`.
    pub fn new(facts: Facts) -> ObjectRef {
        let startup = facts.kind != Kind::Library && facts.kind != Kind::Proxy;
        let (relro, relro_size) = facts.relro.unzip();
        let object = Box::new(Object {
            tenant: UnsafeCell::new([0; _]),
            tenant_names: UnsafeCell::new([0; _]),
            tenant_strsz: UnsafeCell::new([0; _]),
            tenant_init: UnsafeCell::new([0; _]),
            tenant_soname: UnsafeCell::new([0; _]),
            tenant_init_array: UnsafeCell::new([0; _]),
            tenant_init_arraysz: UnsafeCell::new([0; _]),
            tenant_rest: UnsafeCell::new([0; _]),
            kind: facts.kind,
            name: facts.name,
            namespace: facts.namespace,
            file: facts.file.unwrap_or(NO_FILE),
            image: facts.image,
            phdrs: facts.phdrs,
            entry: facts.entry,
            dynamic_vaddr: facts.dynamic_vaddr,
            dynamic: facts.dynamic,
            symbols: facts.symbols,
            versions: facts.versions,
            relocations: facts.relocations,
            tls: facts.tls.map(Box::new),
            relro: (Vaddr::of(relro), relro_size.unwrap_or(0)),
            stack_flags: facts.stack_flags,
            suits: facts.suits,
            eh_frame_hdr: Vaddr::of(facts.eh_frame_hdr),
            real: facts.real,
            scope: AtomicPtr::new(null_mut()),
            searchlist: SearchList::empty(),
            rare: AtomicPtr::new(null_mut()),
            removed: AtomicBool::new(false),
            permanent: AtomicBool::new(startup),
            relocated: AtomicBool::new(false),
            state: State::default(),
        });
        if !facts.own_phdrs.is_empty() {
            object.keep_phdrs(facts.own_phdrs);
        }
        ObjectRef(NonNull::from(Box::leak(object)))
    }
}
