//! LD_PROFILE: the calls and the time of one shared object are counted (ld.so(8), sprof(1)).
//!
//! In: LD_PROFILE, LD_PROFILE_OUTPUT, the object once it is relocated; then each call that the tracing trampoline shows.
//! Out: counts in `SONAME.profile`. Must not: disturb a program whose profile cannot be written: that is said, no more.
//!
//! Calls are seen where they go through a PLT, so everything is bound lazily and each call passes the trampoline that
//! auditors use. The clock's ticks come as SIGPROF. A program that wants SIGPROF itself takes it away, as with glibc.

use crate::arch::native::cpu;
use crate::bytes::Owned;
use crate::elf::PF_X;
use crate::link::customs::customs;
use crate::link::linker::{BASE, linker};
use crate::link::object::ObjectRef;
use crate::mem::profile::Profile;
use crate::plan::profile::{FOLDER, RATE, Shape};
use crate::say::text;
use crate::sys::{file, map, proc};
use alloc::boxed::Box;
use alloc::ffi::CString;
use core::sync::atomic::{AtomicPtr, Ordering};

static PROFILE: AtomicPtr<Profile> = AtomicPtr::new(core::ptr::null_mut());

/// Is an object to be profiled, so that all calls are to be seen? Asked once; says so if that cannot be.
pub fn is_asked() -> bool {
    let asked = linker().options().profile.is_some();
    if asked && folder().is_none() {
        text::profile_is_ignored();
        return false;
    }
    asked
}

/// Where profiles go.
pub fn folder() -> Option<&'static [u8]> {
    let usual = customs().profiles_have_a_folder().then_some(FOLDER);
    linker().options().profile_output.filter(|folder| !folder.is_empty()).or(usual)
}

fn current() -> Option<&'static Profile> {
    // SAFETY: null, or leaked below.
    unsafe { PROFILE.load(Ordering::Acquire).as_ref() }
}

/// Begins with the object that LD_PROFILE names, if it is among these, all relocated. It stays loaded from now on.
pub fn begin(objects: &[ObjectRef]) {
    let Some(name) = linker().options().profile else { return };
    if current().is_some() {
        return;
    }
    let named = |object: &&ObjectRef| object.namespace == BASE && object.answers_to(name);
    let Some(&object) = objects.iter().find(named) else { return };
    let executable = |s: &crate::mem::image::Segment| s.flags & PF_X != 0;
    let bias = object.image.bias;
    let pages =
        |s: crate::mem::image::Segment| (s.start.wrapping_sub(bias) as u64, s.end.wrapping_sub(bias) as u64);
    let Some(shape) = Shape::of(object.image.segments().filter(executable).map(pages)) else { return };
    let Some((path, mapping)) = open(name, &shape) else { return };
    if let Err(Mismatch) = head(mapping, &shape) {
        // SAFETY: nobody has seen the mapping.
        unsafe { map::unmap(mapping, shape.file_size()) };
        return text::profile_is_foreign(path.as_bytes(), name);
    }
    object.permanent.store(true, Ordering::Relaxed);
    // SAFETY: a shared mapping of the file's size that is only ever used through it.
    let profile = unsafe { Profile::new(mapping, shape, bias.wrapping_add(shape.low as usize)) };
    linker().tenant().profiled(object);
    PROFILE.store(Box::into_raw(Box::new(profile)), Ordering::Release);
    proc::each_tick(RATE, tick);
}

/// The file, of the right size, mapped.
fn open(name: &[u8], shape: &Shape) -> Option<(CString, usize)> {
    let path = CString::new([folder()?, b"/", name, b".profile"].concat()).ok()?;
    let file = file::create(&path).map_err(|errno| text::no_profile(path.as_bytes(), "open", errno)).ok()?;
    let size = file.stat().map_err(|errno| text::no_profile(path.as_bytes(), "stat", errno)).ok()?.size;
    if size != 0 && size != shape.file_size() as u64 {
        text::profile_is_foreign(path.as_bytes(), name);
        return None;
    }
    if size == 0 {
        let sized = file.set_size(shape.file_size() as u64);
        sized.map_err(|errno| text::no_profile(path.as_bytes(), "create", errno)).ok()?;
    }
    let mapped = map::shared(shape.file_size(), &file);
    let mapped = mapped.map_err(|errno| text::no_profile(path.as_bytes(), "map", errno)).ok()?;
    Some((path, mapped))
}

struct Mismatch;

/// Writes the head of a new file, or compares that of an old one.
fn head(mapping: usize, shape: &Shape) -> Result<(), Mismatch> {
    let tag = Shape::arcs_tag();
    let parts = [(0, shape.head()), (shape.arc_count() - tag.len(), tag.owned())];
    // SAFETY: both lie inside the mapping, which nobody else uses yet.
    let bytes = |at: usize, len| unsafe { core::slice::from_raw_parts_mut((mapping + at) as *mut u8, len) };
    let fresh = bytes(0, parts[0].1.len()).iter().all(|&byte| byte == 0);
    for (at, wanted) in parts {
        let found = bytes(at, wanted.len());
        if fresh {
            found.copy_from_slice(&wanted);
        } else if found != wanted.as_slice() {
            return Err(Mismatch);
        }
    }
    Ok(())
}

/// A call through a PLT, or one that libc makes through a pointer (_dl_mcount).
pub fn count(from: usize, to: usize) {
    if let Some(profile) = current() {
        profile.count(from, to);
    }
}

/// SIGPROF.
extern "C" fn tick(_signal: i32, _information: *const u8, context: *const u8) {
    if let Some(profile) = current() {
        // SAFETY: the kernel's ucontext.
        profile.tick(unsafe { cpu::interrupted_at(context) });
    }
}
