//! Which symbols relocation asks for, in its order, without relocating.
//!
//! In: an object whose tables are parsed, and when its PLT is bound. Out: each reference with the class of its lookup;
//! how many are answered by the one before; what has no definition. Nothing is stored and no code of the object runs,
//! IFUNC resolvers neither, so that what only looks may use it. Must not: know what becomes of a value (`relocate`).

use crate::arch::native::reloc_kind;
use crate::elf::Rela;
use crate::error::Result;
use crate::link::definition::Definition;
use crate::link::lookup;
use crate::link::object::{Kind, ObjectRef};
use crate::link::relocate::{self, Plt, resolve};
use crate::link::{audit, protected};
use crate::plan::lookup::Class;
use crate::plan::relocate::RelocKind;
use crate::trace::{self, Statistics};

/// One relocation that names a symbol.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Request {
    pub symbol: usize,
    pub class: Class,
}

impl Request {
    fn of(rela: &Rela) -> Option<Request> {
        let class = match reloc_kind(rela.number()) {
            RelocKind::None | RelocKind::Relative | RelocKind::Relative64 | RelocKind::IRelative => {
                return None;
            }
            RelocKind::PltEntry | RelocKind::TlsModule | RelocKind::TlsOffset => Class::PLT,
            RelocKind::TlsStatic | RelocKind::TlsDesc => Class::PLT,
            RelocKind::Copy => Class::COPY,
            RelocKind::GotEntry => protected::got_class(),
            _ => Class::NONE,
        };
        (rela.symbol() != 0).then_some(Request { symbol: rela.symbol(), class })
    }
}

/// When the PLT of this object is bound, if nothing but its own flags differs from what was asked.
pub fn plt_of(object: ObjectRef, asked: Plt) -> Plt {
    if object.dynamic.bind_now && !audit::traces_plt() { Plt::Now } else { asked }
}

/// The references of DT_RELA, then those of DT_JMPREL that are not left for the first call.
pub fn of(object: ObjectRef, plt: Plt) -> impl Iterator<Item = Request> {
    let eager = move |rela: &Rela| plt == Plt::Now || reloc_kind(rela.number()) != RelocKind::PltEntry;
    let plt = object.relocations.plt().iter().filter(eager);
    object.relocations.symbolic().iter().chain(plt).filter_map(|rela| Request::of(&rela))
}

/// Looks up what relocation would look up and hands each answer to `f`. A symbol asked for twice in a row, in the same
/// way, is looked up once.
pub fn each(object: ObjectRef, asked: Plt, mut f: impl FnMut(Result<Option<Definition>>)) {
    if object.kind == Kind::Loader {
        return;
    }
    let plt = plt_of(object, asked);
    relocate::trace_start(object, plt);
    let mut last = None;
    for request in of(object, plt) {
        let Some(own) = object.symbols.get(request.symbol) else { continue };
        if !lookup::binds_locally(&own) && last.replace(request) == Some(request) {
            continue;
        }
        let found = resolve(object, request.symbol, request.class);
        if let (Class::COPY, Ok(Some(found))) = (request.class, &found) {
            relocate::compare_sizes(object, &own, found);
        }
        f(found);
    }
}

/// LD_DEBUG=statistics: how often the symbol last looked up was asked for again. Counted afterwards, so that the loop
/// itself counts nothing.
#[cold]
pub fn account(object: ObjectRef, plt: Plt) {
    let (mut last, mut cached) = (None, 0);
    for request in of(object, plt) {
        if object.symbols.get(request.symbol).is_some_and(|own| !lookup::binds_locally(&own)) {
            cached += u64::from(last.replace(request) == Some(request));
        }
    }
    trace::account(&Statistics { cached, ..Statistics::default() });
}
