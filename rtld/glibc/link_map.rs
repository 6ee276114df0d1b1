//! `struct link_map`: an object as libc, gdb and dlinfo see it.
//!
//! In: an `Object`, the layout. Out: its fields at libc's offsets, at the front of the object itself. `fill`
//! writes what never changes, `refresh` what may. Must not: read anything back, but for the one counter that libc
//! itself keeps there (`l_tls_dtor_count`).

use crate::elf::Dyn;
use crate::glibc::block::Block;
use crate::glibc::layout::{Layout, LinkMap};
use crate::link::object::{Kind, Object, ObjectRef};
use crate::link::tls::place::TlsPlace;
use alloc::boxed::Box;
use core::ops::Range;
use core::sync::atomic::Ordering;

/// Dynamic tags whose entry of `l_info` libc reads, to call the program's constructors and in dladdr, and sprof(1) (DT_SONAME):
/// in every version where its number says. (A debugger reads none; it has the public fields, and `l_ld`.) The rest of the
/// table is not there: an object has other things in its place.
const READ: [i64; 8] =
    [DT_HASH, DT_STRTAB, DT_SYMTAB, DT_STRSZ, DT_INIT, DT_SONAME, DT_INIT_ARRAY, DT_INIT_ARRAYSZ];
/// And this one, whose entry is the table's last.
const DT_GNU_HASH: i64 = 0x6fff_fef5;

const DT_HASH: i64 = 4;
const DT_STRTAB: i64 = 5;
const DT_SYMTAB: i64 = 6;
const DT_STRSZ: i64 = 10;
const DT_INIT: i64 = 12;
const DT_SONAME: i64 = 14;
const DT_INIT_ARRAY: i64 = 25;
const DT_INIT_ARRAYSZ: i64 = 27;

/// Where `l_info` has the entry of a tag, if libc reads that.
#[inline(always)]
fn info(at: &LinkMap, tag: i64) -> Option<u16> {
    const BITS: u64 = {
        let (mut bits, mut i) = (0, 0);
        while i < READ.len() {
            bits |= 1 << READ[i];
            i += 1;
        }
        bits
    };
    match tag {
        0..64 if BITS >> tag & 1 != 0 => Some(at.info + tag as u16 * 8),
        DT_GNU_HASH => Some(at.info + at.info_len * 8 - 8),
        _ => None,
    }
}

/// Tags whose value is an address and is relocated in place, as glibc does (`elf/get-dynamic-info.h`).
#[inline(always)]
fn is_relocated(tag: i64) -> bool {
    const PLTGOT: i64 = 3;
    const RELA: i64 = 7;
    const JMPREL: i64 = 23;
    const RELR: i64 = 36;
    const VERSYM: i64 = 0x6fff_fff0;
    matches!(tag, DT_HASH | PLTGOT | DT_STRTAB | DT_SYMTAB | RELA | JMPREL | RELR | VERSYM | DT_GNU_HASH)
}

/// `l_tls_offset` of a module without a static block, and of one that must not get any.
const NO_TLS_OFFSET: u64 = 0;
const FORCED_DYNAMIC_TLS_OFFSET: u64 = u64::MAX;

/// Enum `l_type`: the two low bits.
fn kind_bits(kind: Kind) -> u8 {
    match kind {
        Kind::Program => 0,
        Kind::Loader | Kind::Vdso => 1,
        Kind::Library | Kind::Proxy => 2,
    }
}

fn block(object: &Object) -> Block {
    // SAFETY: what is stored here lies in the tenant's area and in none of its gaps, in every layout (asserted by a test).
    unsafe { Block::new(object.tenant_area()) }
}

/// Everything that is fixed once the object is loaded.
pub fn fill(object: ObjectRef, layout: &Layout) {
    let (map, at) = (block(&object), &layout.link_map);
    let real = object.real();
    map.put(at.addr, real.image.bias);
    map.put(at.name, object.name.as_ptr());
    map.put(at.ld, real.image.at(real.dynamic_vaddr));
    map.put(at.real, real.handle());
    map.put(at.ns, object.namespace as i64);
    map.put(at.ldnum, (real.dynamic.entries.len() + 1) as u16);
    map.put(at.entry, real.entry);
    // A proxy has no memory: by its bounds libc finds whose code calls it, and the loader's is the base namespace's.
    if object.kind != Kind::Proxy {
        map.put(at.phdr, real.phdrs.0);
        map.put(at.phnum, real.phdrs.1 as u16);
        map.put(at.map_start, real.image.start);
        map.put(at.map_end, real.image.end);
        map.put_if(at.text_end, real.image.end);
    }
    if let Some(file) = object.file() {
        map.put(at.file_id, [file.dev, file.ino]);
    }
    map.put(at.flags_1, object.dynamic.flags_1);
    map.put(at.flags, object.dynamic.flags);
    map.put(at.libname, object.names_to_read());
    let old: u8 = map.get(at.map_type.byte());
    map.put(at.map_type.byte(), old & !3 | kind_bits(object.kind));
    map.set_if(at.main_map, object.kind == Kind::Program);
    map.set(at.contiguous, real.image.contiguous);
    fill_info(real, map, at);
    fill_hash(&real, map, at);
    fill_tls(&object, map, at);
    // l_local_scope[0] is what dlsym(handle) searches: the object's own search list, wherever it lies.
    map.put(at.local_scope, object.searchlist.as_ptr());
}

/// `l_info`: pointers to the entries of .dynamic, whose addresses are relocated in place unless it is read-only.
fn fill_info(object: ObjectRef, map: Block, at: &LinkMap) {
    let writable = object.image.is_writable(object.image.at(object.dynamic_vaddr));
    let read_only = !writable || object.kind == Kind::Vdso;
    map.set_if(at.ld_readonly, read_only);
    // We come relocated, but our dynamic entries do not; once done, `relocate_in_place` sees addresses and leaves.
    let first_time = !object.relocated.load(Ordering::Relaxed) || object.kind == Kind::Loader;
    let entries = object.dynamic.entries;
    // A libc that cannot be told reads addresses from every .dynamic: it gets a copy with addresses in it.
    let copy = (read_only && at.ld_readonly.is_none()).then(|| relocated_copy(object));
    let mut address = copy.map_or(entries.address(), |copy| copy as usize);
    for entry in entries.iter() {
        if let Some(offset) = info(at, entry.tag) {
            map.put(offset, address);
        }
        address += size_of::<Dyn>();
    }
    if !read_only && first_time && object.image.bias != 0 {
        relocate_in_place(object);
    }
}

/// The dynamic entries with addresses in place of virtual addresses; leaked, libc keeps pointers into it.
fn relocated_copy(object: ObjectRef) -> *const [u64; 2] {
    let value = |tag: i64, value: u64| match is_relocated(tag) && value != 0 {
        true => value.wrapping_add(object.image.bias as u64),
        false => value,
    };
    let entries = object.dynamic.entries.iter().map(|e| [e.tag as u64, value(e.tag, e.value)]);
    let entries: alloc::vec::Vec<[u64; 2]> = entries.collect();
    Box::leak(entries.into_boxed_slice()).as_ptr()
}

/// Adds the bias to the pointers in the dynamic entries, once: libc and gdb expect addresses there.
fn relocate_in_place(object: ObjectRef) {
    let bias = object.image.bias as u64;
    let entries = object.dynamic.entries;
    for (index, entry) in entries.iter().enumerate() {
        // Filled a second time (the layout was chosen late): it is an address already.
        if is_relocated(entry.tag) && entry.value != 0 && !object.image.contains(entry.value as usize) {
            let value = entries.place(index).wrapping_add(size_of::<u64>()).cast_mut().cast::<u64>();
            // SAFETY: the entry lies in a writable segment of the object (checked by the caller), and nobody reads
            // it concurrently: the object is not published yet.
            unsafe { value.write_unaligned(entry.value.wrapping_add(bias)) };
        }
    }
}

/// What dladdr needs to walk the symbols: the GNU or the SysV hash table.
fn fill_hash(object: &Object, map: Block, at: &LinkMap) {
    if let Some(gnu) = object.symbols.gnu() {
        map.put(at.nbuckets, gnu.buckets().len() as u32);
        let (bloom, shift) = object.symbols.bloom();
        map.put(at.gnu_bitmask_idxbits, (bloom.len() as u32).wrapping_sub(1));
        map.put(at.gnu_shift, shift);
        map.put(at.gnu_bitmask, bloom.address());
        map.put(at.gnu_buckets, gnu.buckets().address());
        let zero = gnu.chain().address().wrapping_sub(gnu.symbol_offset() as usize * 4);
        map.put(at.gnu_chain_zero, zero);
    } else if let Some(sysv) = object.symbols.sysv() {
        // The same words serve as l_buckets and l_chain.
        map.put(at.nbuckets, sysv.buckets().len() as u32);
        map.put(at.gnu_buckets, sysv.chain().address());
        map.put(at.gnu_chain_zero, sysv.buckets().address());
    }
}

fn fill_tls(object: &Object, map: Block, at: &LinkMap) {
    if let Some(tls) = object.tls() {
        map.put(at.tls_initimage, object.image.at(tls.vaddr));
        map.put(at.tls_initimage_size, tls.filesz);
        map.put(at.tls_blocksize, tls.memsz);
        map.put(at.tls_align, tls.align);
        map.put(at.tls_firstbyte_offset, tls.vaddr & tls.align.saturating_sub(1));
    }
}

/// Everything that linking changes.
pub fn refresh(object: ObjectRef, layout: &Layout) {
    let (map, at, state) = (block(&object), &layout.link_map, object.state());
    map.put(at.scope, object.scope_ptr());
    map.put(at.searchlist, object.searchlist.objects().as_ptr());
    map.put(at.searchlist + 8, object.searchlist.len() as u32);
    map.put(at.loader, state.loader.get().map_or(core::ptr::null_mut(), ObjectRef::handle));
    counted(object, layout);
    map.put(
        at.origin,
        state.origin.get().map_or(usize::MAX as *const u8, |origin| {
            origin.as_ref().map_or(usize::MAX as *const u8, |o| o.as_ptr().cast())
        }),
    );
    map.put(at.tls_modid, state.tls_module.get());
    placed(object, layout);
    map.set(at.relocated, object.relocated.load(Ordering::Relaxed));
    map.set(at.init_called, state.init_called.get());
    map.set(at.global, state.global.get());
    map.set(at.removed, object.removed.load(Ordering::Relaxed));
    map.set(at.auditing, crate::link::audit::is_auditing(object.namespace));
    map.set_if(at.find_object_processed, true);
}

/// The one thing that settling its TLS place changes.
pub fn placed(object: ObjectRef, layout: &Layout) {
    let offset = match object.state().tls_place.get() {
        TlsPlace::None => NO_TLS_OFFSET,
        TlsPlace::Static(offset) => offset,
        TlsPlace::Dynamic => FORCED_DYNAMIC_TLS_OFFSET,
    };
    block(&object).put(layout.link_map.tls_offset, offset);
}

/// The one thing that its relocation changes.
pub fn bound(object: ObjectRef, layout: &Layout) {
    block(&object).set(layout.link_map.relocated, true);
}

/// The one thing that most calls of dlopen and dlclose change.
pub fn counted(object: ObjectRef, layout: &Layout) {
    block(&object).put(layout.link_map.direct_opencount, object.state().open_count.get());
}

/// The links of some objects in the namespace's list.
pub fn chain(objects: &[ObjectRef], which: Range<usize>, layout: &Layout) {
    let at = &layout.link_map;
    for (index, object) in objects.iter().enumerate().take(which.end).skip(which.start) {
        let handle = |o: Option<&ObjectRef>| o.map_or(core::ptr::null_mut(), |o| o.handle());
        let previous = index.checked_sub(1).and_then(|i| objects.get(i));
        let map = block(object);
        map.put(at.next, handle(objects.get(index + 1)));
        map.put(at.prev, handle(previous));
    }
}

/// How many thread-local destructors libc has registered for this object (`__cxa_thread_atexit_impl`).
pub fn tls_destructors(object: &Object, layout: &Layout) -> usize {
    block(object).get(layout.link_map.tls_dtor_count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glibc::layout::Offset;
    use crate::glibc::tables;
    use crate::link::object::{NOT_THE_TENANTS, TENANT_AREA};

    /// What is stored here, and what libc reads: no layout has any of it behind the area or where an object has its own.
    #[test]
    fn what_is_the_tenants_and_what_the_objects() {
        for layout in &tables::ALL {
            let at = &layout.link_map;
            let words =
                [at.addr, at.name, at.ld, at.next, at.prev, at.real, at.ns, at.libname, at.phdr, at.entry];
            let more =
                [at.searchlist, at.searchlist + 8, at.loader, at.gnu_bitmask, at.gnu_buckets, at.origin];
            let range = [
                at.gnu_chain_zero,
                at.map_start,
                at.map_end,
                at.text_end.map_or(at.map_end, Offset::get),
                at.scope,
            ];
            let scope = [at.local_scope, at.local_scope + 8, at.file_id, at.file_id + 8];
            let tls = [at.tls_initimage, at.tls_initimage_size, at.tls_blocksize, at.tls_align, at.tls_modid];
            let late = [at.tls_firstbyte_offset, at.tls_offset, at.tls_dtor_count];
            let halves =
                [at.phnum, at.ldnum, at.nbuckets, at.gnu_bitmask_idxbits, at.gnu_shift, at.flags_1, at.flags];
            let bits = [
                at.map_type,
                at.relocated,
                at.init_called,
                at.global,
                at.auditing,
                at.removed,
                at.contiguous,
            ];
            let rare = [at.main_map, at.ld_readonly, at.find_object_processed].into_iter().flatten();
            let bytes = bits.into_iter().chain(rare).map(|bit| (bit.byte(), 1));
            let info = READ.into_iter().chain([DT_GNU_HASH]).map(|tag| (info(at, tag).unwrap(), 8));
            let words =
                [&words[..], &more, &range, &scope, &tls, &late].concat().into_iter().map(|word| (word, 8));
            let halves = halves.into_iter().chain([at.direct_opencount]).map(|half| (half, 4));
            for (start, size) in words.chain(info).chain(halves).chain(bytes) {
                let (start, end) = (usize::from(start), usize::from(start + size));
                assert!(end <= TENANT_AREA, "{start} in {:?}", layout.version);
                let apart = |gap: &core::ops::Range<usize>| end <= gap.start || start >= gap.end;
                assert!(NOT_THE_TENANTS.iter().all(apart), "{start} in {:?}", layout.version);
            }
        }
    }
}
