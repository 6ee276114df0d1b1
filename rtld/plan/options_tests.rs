//! Tests of the options: what counts and what does not, as glibc 2.36 has it.

#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;
use std::boxed::Box;
use std::ffi::CString;

fn names(words: &[&str]) -> Vec<Name> {
    words.iter().map(|word| Name::of(Box::leak(CString::new(*word).unwrap().into_boxed_c_str()))).collect()
}

fn environment(entries: &[&str]) -> Options {
    from_environment(names(entries).into_iter(), false)
}

fn secure(entries: &[&str]) -> Options {
    from_environment(names(entries).into_iter(), true)
}

#[test]
fn empty_values() {
    let off = environment(&["LD_BIND_NOW=", "LD_BIND_NOT=", "LD_WARN=", "LD_VERBOSE=", "LD_PROFILE="]);
    assert!(!off.bind_now && !off.bind_not && !off.warn && !off.verbose && off.profile.is_none());
    let on = environment(&[
        "LD_DYNAMIC_WEAK=",
        "LD_SHOW_AUXV=",
        "LD_TRACE_LOADED_OBJECTS=",
        "LD_PREFER_MAP_32BIT_EXEC=",
    ]);
    assert!(on.dynamic_weak && on.show_auxv && on.trace_loaded && !on.trace_program && on.prefer_map_32bit);
    // A name without a value is no variable.
    assert!(!environment(&["LD_TRACE_LOADED_OBJECTS", "LD_DYNAMIC_WEAK"]).trace_loaded);
}

#[test]
fn the_last_one_wins() {
    assert!(!environment(&["LD_BIND_NOW=1", "LD_BIND_NOW="]).bind_now);
    assert_eq!(environment(&["LD_PRELOAD=a", "LD_PRELOAD=b"]).preload, Some(&b"b"[..]));
    assert!(environment(&["LD_TRACE_LOADED_OBJECTS=2"]).trace_program);
    assert_eq!(environment(&["XLD_PRELOAD=a", "LD_PRELOADX=b"]).preload, None);
}

#[test]
fn debug_words() {
    let some = environment(&["LD_DEBUG=libs, files:bogus ,:,versionsx"]);
    assert!(some.debugs(Category::Libs) && some.debugs(Category::Files) && some.debugs(Category::Impcalls));
    assert!(!some.debugs(Category::Versions));
    assert_eq!(some.debug_unknown, [&b"bogus"[..], b"versionsx"]);
    let all = environment(&["LD_DEBUG=all"]);
    assert!(
        all.debugs(Category::Scopes) && !all.debugs(Category::Statistics) && !all.debugs(Category::Unused)
    );
    assert!(!environment(&["LD_DEBUG=scopes"]).debugs(Category::Impcalls));
    assert!(environment(&["LD_DEBUG=unused"]).bind_now);
    assert!(!environment(&["LD_DEBUG=unused", "LD_BIND_NOW="]).bind_now);
}

#[test]
fn secure_mode() {
    let entries =
        ["LD_LIBRARY_PATH=/x", "LD_DEBUG=all", "LD_BIND_NOW=1", "LD_ORIGIN_PATH=/", "LD_DEBUG_OUTPUT=f"];
    let options = secure(&entries);
    assert!(options.bind_now && options.short_errors && options.secure);
    assert_eq!((options.library_path().0, options.origin_path, options.debug_output), (None, None, None));
    assert_eq!((options.debug, options.debug_if_suid_debug), (0, debug_words::ALL));
    assert!(secure(&["RTLD_ERRORS=long"]).short_errors);
    assert!(unsafe_in_secure(b"LD_PRELOAD") && !unsafe_in_secure(b"MALLOC_CHECK_"));
    assert!(!unsafe_in_secure(b"LD_BIND_NOW") && !unsafe_in_secure(b"LD_WARN") && !unsafe_in_secure(b"PATH"));
}

#[test]
fn the_command_line_prevails() {
    let line = CommandLine { library_path: Some(b"/x"), ..CommandLine::default() };
    let options = environment(&["LD_LIBRARY_PATH=/env"]).under(&line);
    assert_eq!(options.library_path(), (Some(&b"/x"[..]), Rule::LibraryPathOption));
}

#[test]
fn entries_that_cannot_be_names_are_passed_over() {
    let long = [b'0'; 4096];
    let preloaded = |len: usize, secure| preloads(long.split_at(len).0, secure);
    assert!(!preloaded(0, false) && preloaded(1, false) && preloaded(4095, false) && !preloaded(4096, false));
    assert!(!preloaded(0, true) && preloaded(254, true) && !preloaded(255, true));
    assert!(
        !audits(b"", false) && audits(long.split_at(254).0, false) && !audits(long.split_at(255).0, false)
    );
    for allows in [preloads, audits] {
        assert!(allows(b"./a.so", false) && allows(b"a.so", true) && !allows(b"./a.so", true));
    }
}
