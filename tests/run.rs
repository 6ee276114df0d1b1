//! The program tests: small programs, and programs of the distribution, run under our loader and under the system's.
//!
//! In: `programs/<area>/<case>/` (one folder per behaviour, directives in the main source: see `harness/directives.rs`)
//! and `system.txt`. Out: one trial per case and mode (`interp`: the program's PT_INTERP names the loader; `direct`:
//! `loader ./program`). A trial passes when standard output, standard error and exit status equal those under the system's
//! ld.so. The loader is the binary of this package, or `RTLD_UNDER_TEST=/path` (the system's own there proves the tests).
//! Build results lie in `target/programs` and are reused while the sources are unchanged.
//! Must not: touch the machine outside target/ and one folder of /tmp; need root.

mod harness;

use harness::{case, loader::Loader, real, system};
use libtest_mimic::{Arguments, Trial};
use std::path::Path;
use std::sync::Arc;

fn main() {
    let arguments = Arguments::from_args();
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let output = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("programs");
    let under_test = std::env::var_os("RTLD_UNDER_TEST").unwrap_or_else(|| env!("CARGO_BIN_EXE_rtld").into());
    let loader = Arc::new(Loader::install(Path::new(&under_test)).expect("installing the loader under test"));
    let mut trials: Vec<Trial> = case::discover(&tests.join("programs"), &output, &loader);
    trials.extend(real::discover(&output, &loader));
    trials.extend(system::discover(&tests.join("system.txt"), &output, &loader));
    libtest_mimic::run(&arguments, trials).exit();
}
