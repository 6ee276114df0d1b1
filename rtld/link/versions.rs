//! VERSIONS: does every needed version exist?
//!
//! In: objects and their DT_VERNEED. Out: the needs that nobody provides (LSB, Symbol Versioning). Checked when all
//! objects are known and before anything is relocated, so that an old library is reported once and by name rather than
//! symbol by symbol. Must not: stop at the first (the caller may want them all).

use crate::bytes::Owned;
use crate::elf::versions::NeededVersion;
use crate::error::{Error, MapError, Result, VersionError, VersionErrorKind, What};
use crate::link::linker::linker;
use crate::link::loaded;
use crate::link::object::ObjectRef;
use crate::link::transaction::display_name;
use crate::say::debug::emit;
use crate::say::text;
use crate::trace::{self, Category, Event};
use alloc::vec::Vec;

/// Are harmless findings (weak versions, libraries without any) worth a line? At start-up, not in dlopen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Remarks {
    Said,
    Silent,
}

/// The marker that a libc which knows DT_RELR offers (glibc 2.36, `elf/dl-version.c`).
const RELR_MARKER: &[u8] = b"GLIBC_ABI_DT_RELR";
const LIBC_PREFIX: &[u8] = b"libc.so.";

/// The unsatisfied needs of `objects`. Whether each check is told is asked once.
pub fn check(objects: &[ObjectRef], remarks: Remarks) -> Result<Vec<VersionError>> {
    let is_told = trace::on(Category::Versions);
    check_all(objects, remarks, |object, provider, version| {
        if is_told {
            tell_check(object, provider, version);
        }
    })
}

fn check_all(
    objects: &[ObjectRef],
    remarks: Remarks,
    tell: impl Fn(ObjectRef, ObjectRef, &NeededVersion),
) -> Result<Vec<VersionError>> {
    let mut errors = Vec::new();
    for &object in objects {
        check_object(object, remarks, &mut errors, &tell)?;
    }
    Ok(errors)
}

#[inline(always)]
fn check_object(
    object: ObjectRef,
    remarks: Remarks,
    errors: &mut Vec<VersionError>,
    tell: &impl Fn(ObjectRef, ObjectRef, &NeededVersion),
) -> Result<()> {
    let object = object.real();
    let (mut libc_versions, mut marked, mut lacks) = (false, false, false);
    for need in object.versions.needs(&object.image, object.symbols.strings()) {
        let Some(provider) = loaded::called(object.namespace, need.file.bytes()) else {
            lacks = true;
            continue;
        };
        let (provider, is_libc) = (provider.real(), need.file.starts_with(LIBC_PREFIX));
        for version in need.versions() {
            tell(object, provider, &version);
            if object.dynamic.relr && is_libc {
                libc_versions |= version.name.starts_with(b"GLIBC_2.");
                marked |= version.name.is(RELR_MARKER);
            }
            check_version(object, provider, &version, remarks, errors);
        }
    }
    if lacks && linker().options().trace_loaded {
        forget_the_absent(object);
    }
    if libc_versions && !marked {
        return Err(Error::new(display_name(object), What::Map(MapError::RelrWithoutMarker)));
    }
    Ok(())
}

/// A look at a program with libraries missing (`ldd -r`): glibc makes its table of versions as long as those of the libraries that
/// are there ask for, and what is beyond that is no version of a reference.
#[cold]
#[inline(never)]
fn forget_the_absent(object: ObjectRef) {
    let strings = object.symbols.strings();
    let needs = object.versions.needs(&object.image, strings);
    let needed = needs
        .filter(|need| loaded::called(object.namespace, need.file.bytes()).is_some())
        .flat_map(|need| need.versions())
        .map(|version| version.index);
    let defined = object.versions.definitions(&object.image, strings).map(|definition| definition.index);
    object.versions.count_up_to(needed.chain(defined).max().unwrap_or(0));
}

#[cold]
#[inline(never)]
fn tell_check(object: ObjectRef, provider: ObjectRef, version: &NeededVersion) {
    emit(&Event::CheckVersion {
        version: version.name.bytes(),
        file: display_name(provider),
        file_namespace: provider.namespace,
        by: display_name(object),
        by_namespace: object.namespace,
    });
}

#[inline(always)]
fn check_version(
    object: ObjectRef,
    provider: ObjectRef,
    version: &NeededVersion,
    remarks: Remarks,
    errors: &mut Vec<VersionError>,
) {
    if provider.defines_version(version.hash, version.name) {
        return;
    }
    let (file, requirer) = (display_name(provider), display_name(object));
    if !provider.versions.has_definitions() {
        if remarks == Remarks::Said {
            text::no_version_information(file, requirer);
        }
        return;
    }
    if version.weak {
        if remarks == Remarks::Said {
            text::weak_version(file, version.name.bytes(), requirer);
        }
        return;
    }
    errors.push(VersionError {
        version: version.name.bytes().owned(),
        provider: file.owned(),
        requirer: requirer.owned(),
        kind: VersionErrorKind::NotFound,
    });
}
