//! `cargo xtask faults`: every system call of the loader fails once with every error number that fits it.
//!
//! In: a loader. Out: the table of outcomes, the findings last. Fails if there is a finding. Must not: leave its folder
//! behind.

#[path = "../../tests/faults/mod.rs"]
mod campaigns;

use super::loader;
use campaigns::campaign::{self, Row};
use campaigns::loader::Loader;
use campaigns::scenes::{self, Outcome};
use clap::{Arg, ArgMatches};
use std::path::Path;

pub fn arguments() -> Vec<Arg> {
    vec![
        loader::argument(),
        Arg::new("scene").long("scene").value_name("TEXT").help("only scenes whose name begins so"),
        Arg::new("each").long("each").num_args(0).help("one line per fault instead of a table"),
    ]
}

pub fn run(root: &Path, arguments: &ArgMatches) -> Result<(), String> {
    let given = loader::given(root, arguments)?;
    let loader = Loader::install(&given).map_err(|e| format!("{}: {e}", given.display()))?;
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    let prefix = arguments.get_one::<String>("scene").map_or("", String::as_str);
    let rows = all(folder.path(), &loader, prefix).map_err(|e| e.to_string())?;
    drop(folder);
    if arguments.get_flag("each") {
        rows.iter().for_each(|row| println!("{row}"));
    } else {
        table(&rows);
    }
    let wrong: Vec<&Row> = rows.iter().filter(|row| row.outcome.is_err()).collect();
    wrong.iter().for_each(|row| println!("{row}"));
    let continued = rows.iter().filter(|row| row.outcome == Ok(Outcome::Continued)).count();
    let refused = rows.len() - continued - wrong.len();
    println!("{} faults: {continued} continued, {refused} refused, {} findings", rows.len(), wrong.len());
    if wrong.is_empty() { Ok(()) } else { Err(format!("{} findings", wrong.len())) }
}

fn all(folder: &Path, loader: &Loader, prefix: &str) -> std::io::Result<Vec<Row>> {
    let mut rows = Vec::new();
    for scene in scenes::all(folder, loader)?.iter().filter(|scene| scene.name.starts_with(prefix)) {
        rows.extend(campaign::scene(scene, &loader.path, |_, _| true)?);
    }
    Ok(rows)
}

/// One line per call, its outcomes side by side: `ENOENT EACCES -> text`.
fn table(rows: &[Row]) {
    for calls in rows.chunk_by(|a, b| (a.scene, a.number) == (b.scene, b.number)) {
        let Some(first) = calls.first() else { continue };
        println!("{}, {}: {} {}", first.scene, first.number, first.call.name(), first.call.about);
        let mut rest: Vec<&Row> = calls.iter().collect();
        while let Some(one) = rest.first().copied() {
            let (same, others): (Vec<&Row>, Vec<&Row>) =
                rest.into_iter().partition(|r| r.outcome == one.outcome);
            let faults: Vec<String> = same.iter().map(|row| row.fault.to_string()).collect();
            let outcome = match &one.outcome {
                Ok(Outcome::Continued) => "continued",
                Ok(Outcome::Refused(text)) => text,
                Err(wrong) => wrong,
            };
            println!("    {:40} {outcome}", faults.join(" "));
            rest = others;
        }
    }
}
