//! A process under ptrace: how it ended, and where a fatal signal met it.
//!
//! In: a command. Out: `End`. A signal handler of our own cannot be there before the loader starts, so the tracer reads
//! the program counter at the signal and asks /proc/PID/maps whose memory it is. Must not: judge more than that.

use super::sandbox::{self, Limits, Over};
use std::ffi::{c_int, c_long};
use std::fs;
use std::io;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

unsafe extern "C" {
    fn ptrace(request: c_long, pid: c_int, address: usize, data: usize) -> c_long;
    fn wait4(pid: c_int, status: *mut c_int, options: c_int, usage: *mut Usage) -> c_int;
    fn waitpid(pid: c_int, status: *mut c_int, options: c_int) -> c_int;
}

const CONT: c_long = 7;
const KILL: c_long = 8;
const GETREGS: c_long = 12;
/// Indices into `user_regs_struct` (sys/user.h).
const R11: usize = 6;
const RIP: usize = 16;
const RSP: usize = 19;

const SIGTRAP: i32 = 5;
const SIGALRM: i32 = 14;
const SIGPROF: i32 = 27;
/// SIGILL, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS and their like; everything else is passed on.
const FATAL: [i32; 6] = [4, 6, 7, 8, 11, 31];

/// `struct rusage` (getrusage(2)).
#[repr(C)]
#[derive(Default)]
struct Usage {
    user: [i64; 2],
    system: [i64; 2],
    /// The first, ru_maxrss, in kilobytes.
    rest: [i64; 14],
}

/// Whose memory the program counter was in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whose {
    Loader,
    /// Nobody's, or no code, and the loader had called or jumped there.
    LoadersJump,
    /// The program's, a library's, or a wild jump of theirs.
    Programs,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum End {
    Exited(i32),
    /// The kernel did not run it.
    Refused,
    /// The kernel ended it without asking, as for want of memory.
    Killed(i32),
    Signal {
        number: i32,
        whose: Whose,
        place: String,
    },
    /// It ran longer than it may.
    Hang {
        whose: Whose,
        place: String,
    },
}

/// An end, and the most memory there was at a time.
pub struct Run {
    pub end: End,
    pub resident: u64,
}

/// Runs `command` to its end.
pub fn run(command: &mut Command, loader: &Path, limits: Limits, over: Option<&Over>) -> io::Result<Run> {
    let over = over.cloned();
    // SAFETY: only async-signal-safe calls between fork and exec.
    unsafe { command.pre_exec(move || sandbox::enter(limits, over.as_ref())) };
    let child = match command.spawn() {
        // The kernel itself sees what is wrong with the file.
        Err(error) if matches!(error.raw_os_error(), Some(2 | 7 | 8 | 12 | 14 | 22 | 40 | 80)) => {
            return Ok(Run { end: End::Refused, resident: 0 });
        }
        child => child?,
    };
    let pid = child.id() as c_int;
    loop {
        let mut status = 0;
        let mut usage = Usage::default();
        // SAFETY: our own child; both places are ours.
        if unsafe { wait4(pid, &raw mut status, 0, &raw mut usage) } < 0 {
            return Err(io::Error::last_os_error());
        }
        let resident = usage.rest[0] as u64 * 1024;
        let ended = |end| Ok(Run { end, resident });
        if status & 0x7f == 0 {
            return ended(End::Exited(status >> 8 & 0xff));
        }
        if status & 0xff != 0x7f {
            // Killed outright, as by the kernel in the midst of exec or for want of memory.
            return ended(End::Killed(status & 0x7f));
        }
        let number = status >> 8 & 0xff;
        let late = matches!(number, SIGALRM | SIGPROF);
        if late || FATAL.contains(&number) {
            let (whose, place) = place(pid, loader);
            kill(pid);
            return ended(if late {
                End::Hang { whose, place }
            } else {
                End::Signal { number, whose, place }
            });
        }
        let pass = if number == SIGTRAP { 0 } else { number as usize };
        // SAFETY: the child is stopped.
        unsafe { ptrace(CONT, pid, 0, pass) };
    }
}

fn kill(pid: c_int) {
    let mut status = 0;
    // SAFETY: our own stopped child.
    unsafe {
        ptrace(KILL, pid, 0, 0);
        waitpid(pid, &raw mut status, 0);
    }
}

/// A line of /proc/PID/maps.
struct Map {
    start: u64,
    end: u64,
    executable: bool,
    offset: u64,
    name: String,
}

fn maps(pid: c_int) -> Vec<Map> {
    let text = fs::read_to_string(format!("/proc/{pid}/maps")).unwrap_or_default();
    let line = |line: &str| {
        let mut words = line.split_whitespace();
        let (start, end) = words.next()?.split_once('-')?;
        let rights = words.next()?;
        let offset = words.next()?;
        let hex = |s| u64::from_str_radix(s, 16).ok();
        let name = words.nth(2).unwrap_or("").to_string();
        Some(Map {
            start: hex(start)?,
            end: hex(end)?,
            executable: rights.contains('x'),
            offset: hex(offset)?,
            name,
        })
    };
    text.lines().filter_map(line).collect()
}

fn place(pid: c_int, loader: &Path) -> (Whose, String) {
    let mut registers = [0u64; 27];
    // SAFETY: the child is stopped; the kernel fills 27 words.
    unsafe { ptrace(GETREGS, pid, 0, registers.as_mut_ptr() as usize) };
    let (pc, sp) = (registers[RIP], registers[RSP]);
    let maps = maps(pid);
    let at = |address: u64| maps.iter().find(|m| m.start <= address && address < m.end);
    let text = |address: u64| match at(address) {
        Some(map) => {
            let name = map.name.rsplit('/').next().unwrap_or("");
            format!("{name}+{:#x}", address - map.start + map.offset)
        }
        None => format!("{address:#x}"),
    };
    let is_loader = |address: u64| at(address).is_some_and(|m| m.executable && Path::new(&m.name) == loader);
    let place = text(pc);
    match at(pc) {
        Some(map) if map.executable && is_loader(pc) => {
            let words = (0..400).map(|i| peek(pid, sp.wrapping_add(8 * i)));
            let callers: Vec<String> = words.filter(|&word| is_loader(word)).take(5).map(text).collect();
            (Whose::Loader, format!("{place} < {}", callers.join(" < ")))
        }
        Some(map) if map.executable => (Whose::Programs, place),
        // Code that ran over the end of its segment was code where it began.
        _ if (1..16).any(|back| at(pc.wrapping_sub(back)).is_some_and(|m| m.executable)) => {
            (Whose::Programs, place)
        }
        _ => {
            let caller = peek(pid, sp);
            // The trampolines jump by r11; a call of the loader leaves its return address on the stack. An undefined weak
            // function is 0, and whoever calls it has asked for it.
            let ours = pc != 0 && registers[R11] == pc || is_loader(caller);
            let whose = if ours { Whose::LoadersJump } else { Whose::Programs };
            (whose, format!("{place} from {}", text(caller)))
        }
    }
}

fn peek(pid: c_int, address: u64) -> u64 {
    let mut bytes = [0; 8];
    let read = fs::File::open(format!("/proc/{pid}/mem"))
        .and_then(|file| std::os::unix::fs::FileExt::read_exact_at(&file, &mut bytes, address));
    if read.is_ok() { u64::from_le_bytes(bytes) } else { 0 }
}
