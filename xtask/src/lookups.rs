//! `cargo xtask lookups [FOLDER]...`: every symbol of every program and library here is found by the fast ways as by the
//! plain one.
//!
//! In: folders. Out: how many files were relocated, and those on which the loader contradicted itself or broke. A loader
//! with debug assertions looks up each symbolic relocation twice: by the walk or the merged index that serves it, and by
//! the plain walk over the scope, and ends if they answer differently. Each file is loaded with its whole closure and
//! bound at once, and not run (LD_TRACE_LOADED_OBJECTS, LD_WARN, LD_BIND_NOW). Must not: run anything of a file.

use super::loader::Build;
use clap::{Arg, ArgMatches};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

const FOLDERS: [&str; 4] = ["/usr/bin", "/usr/sbin", "/usr/lib", "/usr/libexec"];

pub fn arguments() -> Vec<Arg> {
    vec![
        Arg::new("folders").value_name("FOLDER").num_args(0..).help("default: /usr/bin, sbin, lib, libexec"),
        Arg::new("jobs")
            .long("jobs")
            .value_name("N")
            .default_value("2")
            .value_parser(clap::value_parser!(u16)),
    ]
}

pub fn run(root: &Path, arguments: &ArgMatches) -> Result<(), String> {
    let loader = Build::Checked.make(root)?;
    let given: Vec<PathBuf> =
        arguments.get_many::<String>("folders").into_iter().flatten().map(PathBuf::from).collect();
    let folders = if given.is_empty() { FOLDERS.map(PathBuf::from).to_vec() } else { given };
    let mut files = Vec::new();
    for folder in &folders {
        collect(folder, &mut files);
    }
    let jobs = *arguments.get_one::<u16>("jobs").expect("it has a default");
    let (outcomes, broken) = look_at_all(&loader, &files, usize::from(jobs).max(1));
    for (status, count) in &outcomes {
        println!("{count:7} ended with {status}");
    }
    broken.iter().for_each(|said| println!("{said}"));
    println!("{} files, {} on which the loader broke", files.len(), broken.len());
    if broken.is_empty() { Ok(()) } else { Err("a lookup went wrong".into()) }
}

/// All ELF files of this machine below a folder; links are somebody else's names for them.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => collect(&entry.path(), files),
            Ok(kind) if kind.is_file() && is_loadable(&entry.path()) => files.push(entry.path()),
            _ => {}
        }
    }
}

/// ELFCLASS64, ET_EXEC or ET_DYN, EM_X86_64.
fn is_loadable(path: &Path) -> bool {
    let mut start = [0; 20];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut start));
    read.is_ok() && start.starts_with(b"\x7fELF\x02") && matches!(start[16..], [2 | 3, 0, 62, 0])
}

fn look_at_all(loader: &Path, files: &[PathBuf], jobs: usize) -> (BTreeMap<String, usize>, Vec<String>) {
    let (next, outcomes, broken) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let (status, why) = look_at(loader, file);
                    *outcomes.lock().expect("no thread panics").entry(status).or_insert(0) += 1;
                    broken.lock().expect("no thread panics").extend(why);
                }
            });
        }
    });
    (outcomes.into_inner().expect("no thread panics"), broken.into_inner().expect("no thread panics"))
}

/// How it ended, and what the loader said if that was its own fault.
fn look_at(loader: &Path, file: &Path) -> (String, Option<String>) {
    let mut command = Command::new(loader);
    command.arg(file).env_clear();
    let ran =
        command.envs(["LD_TRACE_LOADED_OBJECTS", "LD_WARN", "LD_BIND_NOW"].map(|name| (name, "1"))).output();
    let output = match ran {
        Ok(output) => output,
        Err(error) => return ("no start".into(), Some(format!("{}: {error}", file.display()))),
    };
    let said = String::from_utf8_lossy(&output.stderr);
    let is_own = output.status.code().is_none() || said.contains("Inconsistency detected by rtld");
    (output.status.to_string(), is_own.then(|| format!("{}: {}: {said}", file.display(), output.status)))
}
