//! `cargo xtask layouts`: the tables of `rtld/glibc/tables/`, from debug information.
//!
//! In: a libc.so.6 and files with DWARF for it and its dynamic linker (a distribution's libc6-dbg, or a tree of glibc that
//! was configured and made). Out: the text of a table, on stdout or, with `--write`, in the repository; the difference to
//! the table that is there is shown first. Without `--name`, a proposal: what the file says about itself, next to
//! the table it resembles most. Nothing of this is needed to build, run or test the loader. Must not: run what it reads.

mod dwarf;
mod file;
mod propose;
mod shape;
mod table;

use clap::{Arg, ArgAction, ArgMatches};
use rtld::glibc::evidence;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What clap should know.
pub fn arguments() -> Vec<Arg> {
    let option = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help)
    };
    vec![
        option("root", "DIR", "a tree with libc6 and libc6-dbg unpacked; debug files are found by build-id"),
        option("libc", "FILE", "the libc.so.6; without --name, say what it is or propose a table"),
        option("name", "NAME", "of the table, such as \"Debian 2.41\""),
        option("release", "2.N", "instead of --libc, if there is only debug information"),
        option("build", "TEXT", "which build it is from, for the table's comment"),
        Arg::new("write").long("write").action(ArgAction::SetTrue).help("store it in rtld/glibc/tables"),
        Arg::new("debug").value_name("DEBUGFILE").num_args(0..).help("files with DWARF"),
    ]
}

/// Generates or proposes.
pub fn run(root: &Path, arguments: &ArgMatches) -> Result<(), String> {
    let text = |name: &str| arguments.get_one::<String>(name).cloned();
    let mut debug: Vec<PathBuf> =
        arguments.get_many::<String>("debug").into_iter().flatten().map(PathBuf::from).collect();
    let mut libc = text("libc").map(PathBuf::from);
    if let Some(tree) = text("root") {
        let found = file::in_tree(Path::new(&tree))?;
        libc = libc.or(Some(found.libc));
        debug.extend(found.debug);
    }
    let image = libc.map(|libc| file::File::read(&libc)).transpose()?;
    let Some(name) = text("name") else {
        let image = image.ok_or("which libc.so.6? (--libc or --root)")?;
        print!("{}", propose::proposal(&image, &evidence::observe(&image)));
        return Ok(());
    };
    let observed = image.as_ref().map(|image| evidence::observe(image));
    let version = observed.as_ref().map(|observed| observed.version.text().to_string());
    let version = version.or(text("release")).ok_or("which libc.so.6? (--libc, --root or --release)")?;
    let mut types = dwarf::Types::default();
    for file in &debug {
        types.add(file).map_err(|e| format!("{}: {e}", file.display()))?;
    }
    let shape = shape::read(&root.join("rtld/glibc/layout.rs"))?;
    if let Some(observed) = observed {
        let expected = table::expected(&version, &types)?;
        if !expected.is_met_by(&observed) {
            return Err(format!("this libc.so.6 is not of these types:\n{observed:?}\n{expected:?}"));
        }
    }
    let build_id = image.map(|image| image.build_id).filter(|id| !id.is_empty());
    let about = table::About { name, build: text("build"), version, build_id };
    let fresh = formatted(root, &table::text(&about, &shape, &types)?)?;
    let place = root.join("rtld/glibc/tables").join(format!("{}.rs", about.module()));
    let known = show_difference(&place, &fresh)?;
    if arguments.get_flag("write") {
        fs::write(&place, fresh).map_err(|e| format!("{}: {e}", place.display()))?;
        println!("wrote {}", place.display());
    } else if !known {
        print!("{fresh}");
    }
    Ok(())
}

/// What rustfmt makes of it, by the repository's rules.
fn formatted(root: &Path, text: &str) -> Result<String, String> {
    use std::io::Write;
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024"])
        .current_dir(root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|e| format!("rustfmt: {e}"))?;
    let mut pipe = child.stdin.take().ok_or("no pipe to rustfmt")?;
    pipe.write_all(text.as_bytes()).map_err(|e| e.to_string())?;
    drop(pipe);
    let output = child.wait_with_output().map_err(|e| e.to_string())?;
    if !output.status.success() {
        return Err("rustfmt refuses the table".into());
    }
    String::from_utf8(output.stdout).map_err(|e| e.to_string())
}

/// Prints how a fresh table differs from the one in the repository; is there one?
fn show_difference(place: &Path, fresh: &str) -> Result<bool, String> {
    let Ok(old) = fs::read_to_string(place) else { return Ok(false) };
    if old == fresh {
        println!("{}: no difference", place.display());
        return Ok(true);
    }
    let new = std::env::temp_dir().join(format!("layout.{}.rs", std::process::id()));
    fs::write(&new, fresh).map_err(|e| e.to_string())?;
    let shown = Command::new("diff").arg("-u").arg(place).arg(&new).status();
    fs::remove_file(new).map_err(|e| e.to_string())?;
    shown.map(|_| true).map_err(|e| format!("diff: {e}"))
}
