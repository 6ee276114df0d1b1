//! What the bench runs: objects that stop a program where loading ends, and made-up programs of known shapes.
//!
//! In: a folder to build in, `cc`. Out: paths. What exists already is not built again. Must not: run anything but the
//! compiler. Used by `cargo xtask bench` and by `tests/speed.rs`.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Preloaded first of all (DF_1_INITFIRST): its constructor ends the process when everything is relocated and before
/// anything else runs. So exec to relocated can be measured of any loader.
const EXIT_NOW: &str = r#"
static void __attribute__((constructor)) now(void) {
    __asm__ volatile("syscall" : : "a"(231), "D"(0) : "rcx", "r11", "memory");
}
"#;

/// The same, but stops: for a look at its memory.
const STOP_NOW: &str = r#"
static long call(long n, long a, long b) {
    long r;
    __asm__ volatile("syscall" : "=a"(r) : "a"(n), "D"(a), "S"(b) : "rcx", "r11", "memory");
    return r;
}
static void __attribute__((constructor)) now(void) { call(62, call(39, 0, 0), 19); call(231, 0, 0); }
"#;

/// dlopens many libraries, RTLD_GLOBAL and RTLD_NOW, and closes them if there is a third argument.
const STORM: &str = r#"
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
int main(int argc, char **argv) {
    char path[4096];
    int count = atoi(argv[2]);
    void **handles = malloc(count * sizeof *handles);
    for (int i = 0; i < count; i++) {
        snprintf(path, sizeof path, "%s/libl%d.so", argv[1], i);
        handles[i] = dlopen(path, RTLD_GLOBAL | RTLD_NOW);
        if (!handles[i]) { puts(dlerror()); return 1; }
    }
    for (int i = 0; argc == 4 && i < count; i++) {
        if (dlclose(handles[i]) != 0) { puts(dlerror()); return 1; }
    }
    return argc < 3;
}
"#;

pub struct Workloads {
    pub folder: PathBuf,
}

fn cc(arguments: &[String]) -> io::Result<()> {
    let output = Command::new("cc").args(arguments).output()?;
    if output.status.success() {
        return Ok(());
    }
    Err(io::Error::other(format!("cc {}: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr))))
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(String::from).collect()
}

/// A long name of the kind that C++ makes: symbol `j` of library `i`.
fn symbol(i: usize, j: usize) -> String {
    format!(
        "_ZN7company7product9subsystem{}module{i}18ImplementationBase23processElementWithIndexI{j}\
         NSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEEEEvRKT0_i{j}",
        format!("module{i}").len()
    )
}

/// A number sequence without a library: the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.0 >> 33) % limit as u64) as usize
    }
}

const LATE_LIBRARY: &str = "__thread int variable; int next(void) { return ++variable; }\n";

const FORKS: &str = r#"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
    struct rusage use;
    int status;
    pid_t child = fork();
    if (child == 0) exit(toupper('a') == getppid());
    wait4(child, &status, 0, &use);
    printf("%ld\n", use.ru_minflt);
    return 0;
}
"#;

const LATE_MODULE: &str = r#"
#include <dlfcn.h>
#include <stdlib.h>
static int (*opened(const char *name))(void)
{
    void *handle = dlopen(name, RTLD_NOW);
    return handle ? (int (*)(void))dlsym(handle, "next") : 0;
}
int main(int argc, char **argv)
{
    int (*one)(void) = opened(FOLDER "/one.so");
    one();
    opened(FOLDER "/two.so");
    for (int i = atoi(argv[1]); i > 0; i--)
        one();
    return 0;
}
"#;

impl Workloads {
    pub fn new(folder: &Path) -> io::Result<Workloads> {
        fs::create_dir_all(folder)?;
        Ok(Workloads { folder: fs::canonicalize(folder)? })
    }

    fn preload(&self, name: &str, source: &str) -> io::Result<PathBuf> {
        let (object, text) = (self.folder.join(format!("{name}.so")), self.folder.join(format!("{name}.c")));
        if !object.exists() {
            fs::write(&text, source)?;
            let mut arguments = words("-O2 -shared -fPIC -nostdlib -Wl,-z,initfirst -o");
            arguments.extend([object.display().to_string(), text.display().to_string()]);
            cc(&arguments)?;
        }
        Ok(object)
    }

    pub fn exit_now(&self) -> io::Result<PathBuf> {
        self.preload("exitnow", EXIT_NOW)
    }

    pub fn stop_now(&self) -> io::Result<PathBuf> {
        self.preload("stopnow", STOP_NOW)
    }

    /// A library `i` that exports `exports` names and refers to `imports`, half as data, half as calls.
    fn library(&self, at: &Path, i: usize, exports: usize, imports: &[String], more: &str) -> io::Result<()> {
        let mut text = String::from(".text\n");
        for j in 0..exports {
            let name = symbol(i, j);
            let _ = writeln!(
                text,
                ".globl \"{name}\"\n.type \"{name}\",@function\n\"{name}\": ret\n.size \"{name}\",1"
            );
        }
        text.push_str(".section .data.rel.ro,\"aw\"\n");
        let (data, calls) = imports.split_at(imports.len() / 2);
        data.iter().for_each(|name| _ = writeln!(text, ".quad \"{name}\""));
        text.push_str(".text\n");
        calls.iter().for_each(|name| _ = writeln!(text, "call \"{name}\"@PLT"));
        text.push_str(".section .note.GNU-stack,\"\",@progbits\n");
        self.assemble(at, &text, more)
    }

    fn assemble(&self, at: &Path, text: &str, more: &str) -> io::Result<()> {
        let source = at.with_extension("s");
        fs::write(&source, text)?;
        let mut arguments = words("-nostdlib -shared -Wl,-z,lazy -Wl,--hash-style=gnu -o");
        arguments.extend([at.display().to_string(), source.display().to_string()]);
        arguments.extend(words(more));
        cc(&arguments)?;
        fs::remove_file(source)
    }

    /// A program that needs the libraries `names`, all in its RUNPATH.
    fn program(&self, folder: &Path, names: &str, paths: &str) -> io::Result<PathBuf> {
        let (program, source, response) = (folder.join("main"), folder.join("main.c"), folder.join("names"));
        fs::write(&source, "int main(void) { return 0; }\n")?;
        fs::write(&response, names)?;
        let mut arguments = words("-O2 -Wl,--unresolved-symbols=ignore-all -Wl,--no-as-needed -o");
        arguments.extend([program.display().to_string(), source.display().to_string()]);
        arguments.extend([format!("@{}", response.display()), format!("-Wl,-rpath,{paths}")]);
        cc(&arguments)?;
        Ok(program)
    }

    /// `count` libraries side by side, 200 exports and 200 references each, spread over all of them.
    pub fn wide(&self, count: usize) -> io::Result<PathBuf> {
        self.side_by_side(&format!("wide-{count}"), count, 200, |random, _| random.below(count))
    }

    /// `provider` chooses where library `i` finds a name it refers to.
    fn side_by_side(
        &self,
        name: &str,
        count: usize,
        symbols: usize,
        provider: impl Fn(&mut Random, usize) -> usize,
    ) -> io::Result<PathBuf> {
        let folder = self.folder.join(name);
        if folder.join("main").exists() {
            return Ok(folder.join("main"));
        }
        fs::create_dir_all(&folder)?;
        let mut random = Random(1);
        for i in 0..count {
            let imports: Vec<String> =
                (0..symbols).map(|_| symbol(provider(&mut random, i), random.below(symbols))).collect();
            self.library(&folder.join(format!("libl{i}.so")), i, symbols, &imports, "")?;
        }
        let shown = folder.display();
        let names: String = (0..count).fold(format!("-L{shown}"), |all, i| all + &format!(" -ll{i}"));
        self.program(&folder, &names, &shown.to_string())
    }

    /// `count` libraries, each needing the next.
    pub fn chain(&self, count: usize) -> io::Result<PathBuf> {
        let folder = self.folder.join(format!("chain-{count}"));
        if folder.join("main").exists() {
            return Ok(folder.join("main"));
        }
        fs::create_dir_all(&folder)?;
        let shown = folder.display();
        for i in (0..count).rev() {
            let last = i + 1 == count;
            let imports: Vec<String> =
                if last { vec![] } else { (0..20).map(|j| symbol(i + 1, j)).collect() };
            let next =
                if last { String::new() } else { format!("-L{shown} -Wl,--no-as-needed -ll{}", i + 1) };
            let more = format!("{next} -Wl,-rpath,{shown} -Wl,--unresolved-symbols=ignore-all");
            self.library(&folder.join(format!("libl{i}.so")), i, 20, &imports, &more)?;
        }
        self.program(&folder, &format!("-L{shown} -ll0"), &shown.to_string())
    }

    /// Ten megabytes of pointers to be relocated.
    pub fn relatives(&self) -> io::Result<PathBuf> {
        let folder = self.folder.join("relatives");
        if folder.join("main").exists() {
            return Ok(folder.join("main"));
        }
        fs::create_dir_all(&folder)?;
        let table =
            format!(".section .data.rel.ro,\"aw\"\n.rept {}\n.quad here\n.endr\n", 10 * (1 << 20) / 8);
        let text = format!("{table}.text\nhere: ret\n.section .note.GNU-stack,\"\",@progbits\n");
        self.assemble(&folder.join("libr.so"), &text, "")?;
        let shown = folder.display();
        self.program(&folder, &format!("-L{shown} -lr"), &shown.to_string())
    }

    /// `count` libraries in as many directories of one RUNPATH.
    pub fn runpath(&self, count: usize) -> io::Result<PathBuf> {
        let folder = self.folder.join(format!("runpath-{count}"));
        if folder.join("main").exists() {
            return Ok(folder.join("main"));
        }
        let mut names = String::new();
        let mut paths = Vec::new();
        for i in 0..count {
            let here = folder.join(format!("p{i}"));
            fs::create_dir_all(&here)?;
            self.library(&here.join(format!("libl{i}.so")), i, 5, &[], "")?;
            let _ = write!(names, "-L{} -ll{i} ", here.display());
            paths.push(here.display().to_string());
        }
        self.program(&folder, &names, &paths.join(":"))
    }

    /// A program that dlopens `count` libraries one after the other, and its arguments.
    pub fn storm(&self, count: usize) -> io::Result<(PathBuf, Vec<String>)> {
        let name = format!("storm-{count}");
        // Each its own: whatever it is opened with is all there is.
        self.side_by_side(&name, count, 50, |_, i| i)?;
        self.opener(&self.folder.join(name), count)
    }

    /// The same, of copies of one library.
    pub fn copies(&self, count: usize) -> io::Result<(PathBuf, Vec<String>)> {
        self.side_by_side("copies", 1, 50, |_, i| i)?;
        let folder = self.folder.join("copies");
        let name = |i: usize| folder.join(format!("libl{i}.so"));
        for i in (1..count).filter(|&i| !name(i).exists()) {
            fs::copy(name(0), name(i))?;
        }
        self.opener(&folder, count)
    }

    /// A program that opens two libraries with thread-local variables, and then asks for one of the first, only, as often as its
    /// argument says.
    pub fn late_module(&self) -> io::Result<PathBuf> {
        let folder = self.folder.join("late-module");
        let program = folder.join("prog");
        if !program.exists() {
            fs::create_dir_all(&folder)?;
            let path = |name: &str| folder.join(name).display().to_string();
            fs::write(path("lib.c"), LATE_LIBRARY)?;
            fs::write(path("main.c"), LATE_MODULE)?;
            for library in ["one.so", "two.so"] {
                cc(&["-O2", "-shared", "-fPIC", "-o", &path(library), &path("lib.c")].map(String::from))?;
            }
            let origin = format!("-DFOLDER=\"{}\"", folder.display());
            cc(&["-O2", &origin, "-o", &path("prog"), &path("main.c")].map(String::from))?;
        }
        Ok(program)
    }

    /// A program that says how many pages its child touched anew, which called a function for the first time and exited.
    pub fn forks(&self) -> io::Result<PathBuf> {
        let (program, source) = (self.folder.join("forks"), self.folder.join("forks.c"));
        if !program.exists() {
            fs::create_dir_all(&self.folder)?;
            fs::write(&source, FORKS)?;
            let arguments =
                ["-O1", "-Wl,-z,lazy", "-o", &program.display().to_string(), &source.display().to_string()];
            cc(&arguments.map(String::from))?;
        }
        Ok(program)
    }

    fn opener(&self, folder: &Path, count: usize) -> io::Result<(PathBuf, Vec<String>)> {
        let (program, source) = (folder.join("storm"), folder.join("storm.c"));
        if !program.exists() {
            fs::write(&source, STORM)?;
            cc(&["-O2".into(), "-o".into(), program.display().to_string(), source.display().to_string()])?;
        }
        Ok((program, vec![folder.display().to_string(), count.to_string()]))
    }
}
