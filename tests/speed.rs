//! The loader does not get slower unnoticed: instructions and system calls against `bench/baseline.txt`.
//!
//! In: small programs, valgrind and strace. Out: a failure where a count is more than 5 % above the baseline's. Time is not
//! looked at: it depends on who else uses the machine. Skipped, visibly, where the tools are missing, in debug builds, and
//! with another libc than the baseline's (its relocations are part of what is counted).
//! And what is opened or closed costs what it costs, however much is open already; a child of fork touches no more pages than under
//! the system's loader.
//! `RTLD_BASELINE=write` replaces the baseline by what is counted now; an improvement deserves that.

#[allow(dead_code)] // cargo xtask bench uses the rest.
#[path = "bench/count.rs"]
mod count;
#[allow(dead_code)]
#[path = "bench/workloads.rs"]
mod workloads;

use count::Run;
use std::path::{Path, PathBuf};
use workloads::Workloads;

const SYSTEM: &str = "/lib64/ld-linux-x86-64.so.2";
const BASELINE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bench/baseline.txt");

fn libc_version() -> String {
    let output = std::process::Command::new("ldd").arg("--version").output();
    let text = output.map(|o| String::from_utf8_lossy(&o.stdout).into_owned()).unwrap_or_default();
    text.lines().next().unwrap_or("unknown").to_string()
}

struct Count {
    name: String,
    instructions: u64,
    calls: u64,
}

/// The programs to count with, if that can be done here.
fn counted() -> Option<Workloads> {
    if cfg!(debug_assertions) || !count::can_count_instructions() {
        eprintln!("SKIPPED: needs a release build and valgrind's callgrind");
        return None;
    }
    Some(Workloads::new(&Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("bench")).unwrap())
}

fn counts(workloads: &Workloads) -> Vec<Count> {
    let preload = Some(workloads.exit_now().unwrap());
    let programs: [(&str, PathBuf); 4] = [
        ("true", "/bin/true".into()),
        ("wide-1", workloads.wide(1).unwrap()),
        ("wide-30", workloads.wide(30).unwrap()),
        ("chain-30", workloads.chain(30).unwrap()),
    ];
    programs
        .iter()
        .flat_map(|(name, program)| {
            [true, false].map(|bind_now| {
                let run = Run {
                    loader: env!("CARGO_BIN_EXE_rtld").into(),
                    program: program.clone(),
                    arguments: vec![],
                    preload: preload.clone(),
                    bind_now,
                };
                Count {
                    name: format!("{name}.{}", if bind_now { "now" } else { "lazy" }),
                    instructions: count::instructions(&run).expect("callgrind counts"),
                    calls: count::system_calls(&run).expect("strace counts"),
                }
            })
        })
        .collect()
}

#[test]
fn no_slower_than_the_baseline() {
    let Some(workloads) = counted() else { return };
    if std::process::Command::new("strace").arg("-V").output().is_err() {
        eprintln!("SKIPPED: needs strace");
        return;
    }
    let libc = libc_version();
    if std::env::var("RTLD_BASELINE").is_ok_and(|what| what == "write") {
        let rows =
            counts(&workloads).into_iter().map(|c| format!("{} {} {}\n", c.name, c.instructions, c.calls));
        std::fs::write(
            BASELINE,
            format!("# {libc}\n# workload instructions system-calls\n{}", rows.collect::<String>()),
        )
        .unwrap();
        return;
    }
    let baseline = std::fs::read_to_string(BASELINE).unwrap();
    if !baseline.starts_with(&format!("# {libc}\n")) {
        eprintln!("SKIPPED: the baseline was made with another libc than {libc}");
        return;
    }
    let mut slower = Vec::new();
    for counted in counts(&workloads) {
        let Some(row) = baseline.lines().find(|row| row.split(' ').next() == Some(&counted.name)) else {
            panic!("{} has no baseline", counted.name)
        };
        let numbers: Vec<u64> = row.split(' ').skip(1).filter_map(|n| n.parse().ok()).collect();
        let within = |now: u64, then: u64| now * 20 <= then * 21;
        if !within(counted.instructions, numbers[0]) || !within(counted.calls, numbers[1]) {
            slower.push(format!("{row} -> {} {}", counted.instructions, counted.calls));
        }
    }
    assert!(slower.is_empty(), "{}", slower.join("\n"));
}

/// Instructions to open so many libraries one after the other, and to close them if so asked.
fn opened(workloads: &Workloads, count: usize, closes: bool) -> u64 {
    let (program, mut arguments) = workloads.copies(count).unwrap();
    arguments.extend(closes.then(|| "close".to_string()));
    let loader = env!("CARGO_BIN_EXE_rtld").into();
    count::instructions(&Run { loader, program, arguments, preload: None, bind_now: false })
        .expect("callgrind counts")
}

/// Twice as many cost hardly more than twice as much. (Not exactly: valgrind places objects upward, so that each is the first of a
/// sorted table.)
#[test]
fn what_is_open_makes_no_dlopen_dearer() {
    let Some(workloads) = counted() else { return };
    for (closes, tenths) in [(false, 23), (true, 25)] {
        let [few, more, many] = [100, 200, 400].map(|count| opened(&workloads, count, closes));
        let (first, second) = (more - few, many - more);
        println!("closes: {closes}: 100 more {first}, 200 more {second}");
        assert!(second * 10 <= first * tenths, "closes: {closes}: 100 more {first}, 200 more {second}");
    }
}

/// Once another module has come, which the thread does not use, its variables are read without the slow path all the same.
#[test]
fn another_module_makes_no_variable_dearer() {
    let Some(workloads) = counted() else { return };
    let program = workloads.late_module().unwrap();
    let run = |times: u64| {
        let loader = env!("CARGO_BIN_EXE_rtld").into();
        let arguments = vec![times.to_string()];
        count::instructions(&Run {
            loader,
            program: program.clone(),
            arguments,
            preload: None,
            bind_now: false,
        })
        .expect("callgrind counts")
    };
    let each = (run(20_000) - run(10_000)) / 10_000;
    assert!(each < 40, "{each} instructions for a variable");
}

/// Pages that a child of fork touches anew: the fewest of some runs, for they depend on where everything lies. So one more is none.
fn touched(loader: &str, program: &Path) -> u64 {
    let run = |_| {
        let output = std::process::Command::new(loader).arg(program).output().expect("it starts");
        assert!(output.status.success(), "{output:?}");
        String::from_utf8_lossy(&output.stdout).trim().parse::<u64>().expect("a number")
    };
    (0..16).map(run).min().expect("some runs")
}

#[test]
fn a_child_of_fork_touches_no_more_pages_than_under_the_system_loader() {
    let Some(workloads) = counted() else { return };
    let program = workloads.forks().unwrap();
    let [ours, theirs] = [env!("CARGO_BIN_EXE_rtld"), SYSTEM].map(|loader| touched(loader, &program));
    println!("pages that a child touches: {ours}, under the system's loader {theirs}");
    assert!(ours <= theirs + 1, "{ours} pages, under the system's loader {theirs}");
}
