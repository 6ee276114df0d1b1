//! Build script: assembles the machine's `arch/<machine>/*.S` and gives the loader's link arguments to the bin.
//!
//! In: `CARGO_CFG_TARGET_ARCH`, the folder of that machine. Out: object files and arguments, for the bin only.
//! The *objects* are passed, never an archive: an archive would also reach the library's tests, which have a libc and
//! must not get our `memcpy`; and `_start` would need a reference to be pulled out of it.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// What differs per machine in the link; the rest of the command line is common.
struct Target {
    folder: &'static str,
    /// The name programs carry in PT_INTERP and libc.so.6 in DT_NEEDED.
    soname: &'static str,
    /// The largest page size a kernel of this machine may use.
    max_page_size: u32,
}

const TARGETS: [Target; 1] =
    [Target { folder: "x86_64", soname: "ld-linux-x86-64.so.2", max_page_size: 4096 }];

fn main() {
    let arch = env::var("CARGO_CFG_TARGET_ARCH").expect("cargo sets CARGO_CFG_TARGET_ARCH");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=linker.ld");
    // Bench only: a loader without any trace point, to measure what the points cost when off.
    println!("cargo::rustc-check-cfg=cfg(rtld_no_trace)");
    println!("cargo::rustc-check-cfg=cfg(fuzzing)");
    println!("cargo::rerun-if-env-changed=RTLD_LIB");

    let Some(target) = TARGETS.iter().find(|target| target.folder == arch) else {
        println!("cargo::warning=no loader for {arch}: only the library and its tests are built");
        return;
    };
    let folder = root.join("arch").join(target.folder);
    println!("cargo::rerun-if-changed={}", folder.display());

    for object in assemble(&folder) {
        link_argument(&object.display().to_string());
    }
    for argument in link_arguments(target, &root, &folder) {
        link_argument(&argument);
    }
}

/// The objects of every `.S` file in `folder`, in a fixed order.
fn assemble(folder: &Path) -> Vec<PathBuf> {
    let mut sources: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the machine's folder is readable")
        .map(|entry| entry.expect("a directory entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "S"))
        .collect();
    sources.sort();
    if sources.is_empty() {
        return Vec::new();
    }
    cc::Build::new().files(sources).include(folder).debug(true).compile_intermediates()
}

fn link_arguments(target: &Target, root: &Path, folder: &Path) -> Vec<String> {
    let mut arguments: Vec<String> = [
        "-nostartfiles",
        "-nostdlib",
        // rustc passes -pie first; the later -shared wins. A PIE (DF_1_PIE) would be refused by gcc as a link-time
        // input, and libc.so's linker script names us as one.
        "-shared",
        "-Wl,-Bsymbolic",
        "-Wl,-z,defs",
        "-Wl,-z,relro",
        "-Wl,-z,now",
        "-Wl,-z,noexecstack",
        // Data begins at a page of its own: relocated and written, it would else dirty a page more. GNU ld, which does not
        // know this, passes over it.
        "-Wl,-z,separate-loadable-segments",
        // Not packed into DT_RELR: libc.so's linker script has every link of a program read us, and GNU ld before 2.38
        // refuses a file that has a section of a type it does not know.
        "-Wl,--hash-style=both",
        "-Wl,--build-id=sha1",
        "-Wl,--undefined-version",
        "-Wl,-e,_start",
    ]
    .map(String::from)
    .into();
    arguments.push(format!("-Wl,-z,max-page-size={}", target.max_page_size));
    arguments.push(format!("-Wl,-soname,{}", target.soname));
    // Names of ours that nobody asks for: before version 13, gdb breaks at each `run` or `open` of them that the user asks of the
    // program. What assembly defines stays, valgrind wants its strlen. For profiles all of them.
    if env::var("DEBUG").is_ok_and(|debug| matches!(debug.as_str(), "false" | "0" | "none")) {
        arguments.push("-Wl,--discard-all".into());
    }
    // It has INSERT, and so adds to the default script.
    arguments.push(format!("-Wl,-T,{}", root.join("linker.ld").display()));
    arguments.push(format!("-Wl,--version-script={}", folder.join("exports.ver").display()));
    arguments
}

fn link_argument(argument: &str) {
    println!("cargo::rustc-link-arg-bin=rtld={argument}");
}
