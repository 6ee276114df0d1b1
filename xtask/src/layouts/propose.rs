//! What can be said about a libc.so.6 that has no table: for the report of somebody whose libc was refused.
//!
//! In: the file, its fingerprint. Out: text. A proposal is no table: the fields that no evidence shows are those of the
//! nearest known layout, moved by as much as the evidence around them moved, and must be compared with DWARF.

use super::file::File;
use super::table;
use rtld::glibc::evidence;
use rtld::glibc::layout::{Fingerprint, Layout};
use rtld::glibc::tables;

/// The whole report.
pub fn proposal(file: &File, found: &Fingerprint) -> String {
    let mut out = format!("build-id {}\n", file.build_id);
    out.extend(table::fingerprint(found).lines().map(|line| format!("  {line}\n")));
    if let Some(known) = evidence::known(found) {
        return out + &format!("This is {}: the loader knows it.\n", known.version.text());
    }
    let Some(nearest) = tables::ALL.iter().max_by_key(|layout| likeness(layout, found)) else { return out };
    out +=
        &format!("No table has this fingerprint. The nearest is {}; what differs:\n", nearest.version.text());
    for (what, theirs, ours) in pairs(found, &Fingerprint::of(nearest)).into_iter().filter(|(_, a, b)| a != b)
    {
        out += &format!("  {what}: {theirs} here, {ours} there\n");
    }
    out += &moved(nearest, found);
    out + "With the debug files of this libc, its table is made by\n  \
           cargo xtask layouts --libc FILE --name NAME --write DEBUGFILE...\n"
}

/// Near versions first, then how many observations agree.
fn likeness(layout: &Layout, found: &Fingerprint) -> (i64, usize) {
    let minor = |f: &Fingerprint| -> i64 {
        f.version.text().split('.').nth(1).and_then(|part| part.parse().ok()).unwrap_or(-99)
    };
    let same = pairs(found, &Fingerprint::of(layout)).iter().filter(|(_, a, b)| a == b).count();
    (-(minor(found) - minor(&Fingerprint::of(layout))).abs(), same)
}

fn pairs(a: &Fingerprint, b: &Fingerprint) -> Vec<(&'static str, String, String)> {
    let number = |v: Option<u32>| v.map_or("none".to_string(), |v| v.to_string());
    let row = |what, a, b| (what, number(a), number(b));
    let ids = |f: &Fingerprint| format!("{:?}", f.tunable_ids.as_slice());
    vec![
        ("version", a.version.text().into(), b.version.text().into()),
        row("slotinfo_list", a.slotinfo_list, b.slotinfo_list),
        row("stack_used", a.stack_used, b.stack_used),
        row("stack_user", a.stack_user, b.stack_user),
        row("tls_modid", a.tls_modid, b.tls_modid),
        row("tls_offset", a.tls_offset, b.tls_offset),
        row("sizeof_pthread", a.sizeof_pthread, b.sizeof_pthread),
        row("find_object", a.find_object, b.find_object),
        row("clock_gettime", a.clock_gettime, b.clock_gettime),
        row("mcount", a.mcount, b.mcount),
        row("load_lock", a.load_lock, b.load_lock),
        row("tls_dtor_count", a.tls_dtor_count, b.tls_dtor_count),
        ("tunable_ids", ids(a), ids(b)),
    ]
}

/// By how much each group of fields moved, where the evidence shows it.
fn moved(nearest: &Layout, found: &Fingerprint) -> String {
    let known = &Fingerprint::of(nearest);
    let groups = [
        ("_rtld_global from _dl_stack_flags on", found.slotinfo_list, known.slotinfo_list),
        ("_rtld_global from _dl_stack_used on", found.stack_used, known.stack_used),
        ("_rtld_global_ro, the functions at its end", found.mcount, known.mcount),
        ("_rtld_global_ro, the vDSO's functions", found.clock_gettime, known.clock_gettime),
        ("_rtld_global from _dl_load_lock on", found.load_lock, known.load_lock),
        ("link_map, the fields around l_tls_dtor_count", found.tls_dtor_count, known.tls_dtor_count),
        ("struct pthread, its end", found.sizeof_pthread, known.sizeof_pthread),
    ];
    let mut out = String::from("A first guess: that table with these fields moved, by so many bytes:\n");
    for (what, now, then) in groups {
        if let (Some(now), Some(then)) = (now, then) {
            out += &format!("  {what}: {:+}\n", i64::from(now) - i64::from(then));
        }
    }
    out
}
