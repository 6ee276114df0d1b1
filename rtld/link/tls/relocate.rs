//! The TLS relocations: module, offset, static offset, descriptor (psABI; Drepper, "ELF Handling For TLS"; Oliva,
//! "TLS descriptors for x86").
//!
//! In: a relocation of one of the four kinds. Out: one or two words. Must not: allocate blocks (`dtv` does, when a
//! thread first asks).
//!
//! A descriptor is two words in the GOT: a function and an argument. Code calls the function with the descriptor's
//! address in a register and gets the distance from the thread pointer. For a module with a static place the function
//! only returns its argument; for others the argument is {module, offset, generation} and the function does what
//! `__tls_get_addr` does, preserving every register.

use crate::elf::Rela;
use crate::error::{Error, Result, TlsError, What};
use crate::link::linker::linker;
use crate::link::object::ObjectRef;
use crate::link::relocate::Work;
use crate::link::tls::place::TlsPlace;
use crate::link::tls::{modules, static_block};
use crate::plan::lookup::Class;
use crate::plan::relocate::{RelocKind, static_tls};
use crate::plan::tls::Use;

pub fn apply(work: &mut Work<'_>, rela: &Rela, kind: RelocKind, at: usize) -> Result<()> {
    let object = work.object;
    // Without a symbol, or with a local one, it is the object's own module.
    let found = match rela.symbol() {
        0 => Some((object, 0)),
        index => work.find(index, Class::PLT)?.map(|f| (f.object, f.symbol.value)),
    };
    match kind {
        RelocKind::TlsModule => {
            let module = found.map_or(0, |(definer, _)| definer.state().tls_module.get());
            if found.is_some() { work.store(at, module as u64) } else { Ok(()) }
        }
        RelocKind::TlsOffset => match found {
            Some((_, value)) => work.store(at, value.wrapping_add_signed(rela.addend)),
            None => Ok(()),
        },
        RelocKind::TlsStatic => match found {
            Some((definer, value)) => {
                let block =
                    static_block::place_late(definer, Use::Required).map_err(|e| no_room(definer, e))?;
                work.store(at, static_tls(value, rela.addend, block))
            }
            None => Ok(()),
        },
        _ => descriptor(work, rela, at, found),
    }
}

/// The error of a module that finds no room in the static block.
fn no_room(object: ObjectRef, error: TlsError) -> Error {
    Error::new(object.name.as_bytes(), What::Tls(error))
}

fn descriptor(work: &mut Work<'_>, rela: &Rela, at: usize, found: Option<(ObjectRef, u64)>) -> Result<()> {
    let hooks = linker().hooks();
    let (function, argument) = match found {
        None => (hooks.tlsdesc_undefined_weak, rela.addend as u64),
        Some((definer, value)) => {
            let placed = match definer.state().tls_place.get() {
                TlsPlace::Static(offset) => Some(offset),
                // A place in the surplus makes it fast; without one the dynamic way does.
                TlsPlace::None => static_block::place_late(definer, Use::Optional).ok(),
                TlsPlace::Dynamic => None,
            };
            match placed {
                Some(block) => (hooks.tlsdesc_static, static_tls(value, rela.addend, block)),
                None => (hooks.tlsdesc_dynamic, dynamic_argument(work.object, definer, value, rela.addend)),
            }
        }
    };
    work.store(at, function as u64)?;
    work.store(at.wrapping_add(8), argument)
}

/// What the dynamic descriptor function reads; it lives as long as the object whose GOT refers to it.
#[repr(C)]
#[derive(Debug)]
pub struct Descriptor {
    module: u64,
    offset: u64,
    generation: u64,
}

fn dynamic_argument(object: ObjectRef, definer: ObjectRef, value: u64, addend: i64) -> u64 {
    let descriptor = Descriptor {
        module: definer.state().tls_module.get() as u64,
        offset: value.wrapping_add_signed(addend),
        // The module's slot is filled for the generation to come, if it is not there already.
        generation: modules::generation_of(definer),
    };
    object.keep_descriptor(descriptor) as u64
}
