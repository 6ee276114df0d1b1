//! `cargo xtask tidy`: prints what `rules` finds.

mod rules;

use std::path::Path;

/// Runs the check for `cargo xtask tidy`.
pub fn run(root: &Path, _: &clap::ArgMatches) -> Result<(), String> {
    let report = rules::check(root);
    report.notes.iter().for_each(|n| eprintln!("note: {n}"));
    match report.breaches.len() {
        0 => Ok(()),
        n => Err(format!("{n} breaches\n{}", report.breaches.join("\n"))),
    }
}
