//! `cargo xtask bench`: our loader beside the system's, on real and made-up programs.
//!
//! In: the loaders (`--against`), how many runs, which workloads. Out: a table on the terminal as rows are ready; JSON and an
//! SVG picture on request. All numbers of a row come from one run of this task: the loaders take turns, so that a busy
//! machine disturbs all of them alike; ratios and minima mean more than times.
//!
//! Except for the storm of dlopens a program is stopped at the end of relocation by a preloaded object, so that only the
//! loader is measured. Programs are started as `LOADER PROGRAM`, which every loader understands. Programs that are not
//! installed are left out.

mod measure;
mod report;

#[path = "../../tests/bench/count.rs"]
mod count;
#[allow(dead_code)] // tests/speed.rs uses the rest.
#[path = "../../tests/bench/workloads.rs"]
mod workloads;

use super::loader::{self, Build};
use clap::{Arg, ArgAction, ArgMatches};
use count::Run;
use measure::{Numbers, Sample};
use report::Row;
use std::path::{Path, PathBuf};
use workloads::Workloads;

const SYSTEM: &str = "/lib64/ld-linux-x86-64.so.2";

pub fn arguments() -> Vec<Arg> {
    let list = |name: &'static str| Arg::new(name).long(name).action(ArgAction::Append);
    vec![
        list("against")
            .value_name("LOADER")
            .help("compare with this loader, too (the first is the system's)"),
        list("only").value_name("TEXT").help("only workloads whose name contains this"),
        loader::argument(),
        Arg::new("runs").long("runs").default_value("21").value_parser(clap::value_parser!(usize)),
        Arg::new("no-instructions")
            .long("no-instructions")
            .action(ArgAction::SetTrue)
            .help("leave callgrind out"),
        Arg::new("no-trace")
            .long("no-trace")
            .action(ArgAction::SetTrue)
            .help("compare with a build without tracing, too"),
        Arg::new("json").long("json").value_name("FILE").help("write all numbers there"),
        Arg::new("svg").long("svg").value_name("FILE").help("draw the ratios there"),
    ]
}

/// Something to run: a program and how.
struct Workload {
    name: String,
    program: PathBuf,
    arguments: Vec<String>,
    /// Stop at the end of relocation?
    load_only: bool,
}

/// Real programs: where distributions put them.
const PROGRAMS: [(&str, &str); 14] = [
    ("true", "/bin/true"),
    ("ls", "/bin/ls"),
    ("bash", "/bin/bash"),
    ("python3", "/usr/bin/python3"),
    ("git", "/usr/bin/git"),
    ("gdb", "/usr/bin/gdb"),
    ("ffmpeg", "/usr/bin/ffmpeg"),
    ("inkscape", "/usr/bin/inkscape"),
    ("kate", "/usr/bin/kate"),
    ("gimp", "/usr/bin/gimp"),
    ("qemu", "/usr/bin/qemu-system-x86_64"),
    ("soffice", "/usr/lib/libreoffice/program/soffice.bin"),
    ("chromium", "/usr/lib/chromium/chromium"),
    ("node", "/usr/bin/node"),
];

pub fn run(root: &Path, matches: &ArgMatches) -> Result<(), String> {
    let ours = loader::given(root, matches)?;
    let mut loaders = vec![PathBuf::from(SYSTEM), ours];
    loaders.extend(matches.get_many::<String>("against").into_iter().flatten().map(PathBuf::from));
    if matches.get_flag("no-trace") {
        loaders.push(Build::Untraced.make(root)?);
    }
    for loader in &loaders {
        written(loader).map_err(|e| format!("{}: {e}", loader.display()))?;
    }
    let folder = std::env::temp_dir().join("rtld-bench");
    let made = Workloads::new(&folder).map_err(|e| e.to_string())?;
    let wanted: Vec<&String> = matches.get_many::<String>("only").into_iter().flatten().collect();
    let chosen = |name: &str| wanted.is_empty() || wanted.iter().any(|text| name.contains(text.as_str()));
    let all = list(&made, &chosen).map_err(|e| e.to_string())?;
    let (exit, stop) =
        (made.exit_now().map_err(|e| e.to_string())?, made.stop_now().map_err(|e| e.to_string())?);
    let runs = *matches.get_one::<usize>("runs").expect("it has a default");
    let instructions = !matches.get_flag("no-instructions") && count::can_count_instructions();
    let mut rows = Vec::new();
    report::head(&loaders);
    for workload in &all {
        for bind_now in [true, false] {
            if !workload.load_only && !bind_now {
                continue;
            }
            let sides: Vec<Run> =
                loaders.iter().map(|loader| side(workload, loader, &exit, bind_now)).collect();
            let row = Row {
                name: format!("{}.{}", workload.name, if bind_now { "now" } else { "lazy" }),
                numbers: numbers(&sides, runs, instructions, workload.load_only.then_some(stop.as_path())),
            };
            report::line(&row);
            rows.push(row);
        }
    }
    let write = |name: &str, text: String| match matches.get_one::<String>(name) {
        Some(file) => std::fs::write(file, text).map_err(|e| format!("{file}: {e}")),
        None => Ok(()),
    };
    write("json", report::json(&loaders, &rows))?;
    write("svg", report::svg(&rows))
}

/// What was built just now is on the disk: until then the kernel calls its pages dirty, whoever maps them.
fn written(loader: &Path) -> std::io::Result<()> {
    std::fs::File::open(loader)?.sync_all()
}

fn list(made: &Workloads, chosen: &dyn Fn(&str) -> bool) -> std::io::Result<Vec<Workload>> {
    let mut all = Vec::new();
    for (name, path) in PROGRAMS.into_iter().filter(|&(name, path)| chosen(name) && is_elf(Path::new(path))) {
        all.push(Workload { name: name.into(), program: path.into(), arguments: vec![], load_only: true });
    }
    type Make = fn(&Workloads) -> std::io::Result<PathBuf>;
    let shapes: [(&str, Make); 7] = [
        ("wide-1", |made| made.wide(1)),
        ("wide-10", |made| made.wide(10)),
        ("wide-100", |made| made.wide(100)),
        ("wide-1000", |made| made.wide(1000)),
        ("chain-300", |made| made.chain(300)),
        ("relatives", Workloads::relatives),
        ("runpath-100", |made| made.runpath(100)),
    ];
    for (name, make) in shapes.into_iter().filter(|&(name, _)| chosen(name)) {
        eprintln!("building {name}");
        all.push(Workload { name: name.into(), program: make(made)?, arguments: vec![], load_only: true });
    }
    if chosen("storm-500") {
        eprintln!("building storm-500");
        let (program, arguments) = made.storm(500)?;
        all.push(Workload { name: "storm-500".into(), program, arguments, load_only: false });
    }
    Ok(all)
}

/// A script would be its interpreter's start.
fn is_elf(path: &Path) -> bool {
    use std::io::Read;
    let mut magic = [0; 4];
    std::fs::File::open(path).is_ok_and(|mut file| file.read_exact(&mut magic).is_ok())
        && &magic == b"\x7fELF"
}

fn side(workload: &Workload, loader: &Path, exit: &Path, bind_now: bool) -> Run {
    Run {
        loader: loader.into(),
        program: workload.program.clone(),
        arguments: workload.arguments.clone(),
        preload: workload.load_only.then(|| exit.into()),
        bind_now,
    }
}

fn numbers(sides: &[Run], runs: usize, instructions: bool, stop: Option<&Path>) -> Vec<Numbers> {
    let mut samples: Vec<Vec<Sample>> = vec![Vec::new(); sides.len()];
    // The first round only warms the page cache.
    for round in 0..=runs {
        for (side, samples) in sides.iter().zip(&mut samples) {
            if let Some(sample) = measure::once(side).filter(|_| round > 0) {
                samples.push(sample);
            }
        }
    }
    sides
        .iter()
        .zip(samples)
        .map(|(side, samples)| Numbers {
            instructions: if instructions { count::instructions(side) } else { None },
            system_calls: count::system_calls(side),
            dirty: stop.and_then(|stop| measure::dirty(&Run { preload: Some(stop.into()), ..side.clone() })),
            ..Numbers::of(&samples)
        })
        .collect()
}
