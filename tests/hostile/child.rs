//! A process under ptrace: how it ended, and where a fatal signal met it.
//!
//! In: a command. Out: `End`. A signal handler of our own cannot be there before the loader starts, so the tracer
//! (`launcher.c`) reads the program counter at the signal, and we ask /proc/PID/maps whose memory it is. Must not: judge
//! more than that.

use super::loader::Loader;
use std::ffi::{OsStr, c_int};
use std::fs;
use std::io::{self, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// Indices into `user_regs_struct` (sys/user.h).
const R11: usize = 6;
const FS_BASE: usize = 21;
const RIP: usize = 16;
const RSP: usize = 19;

/// Bytes of instructions by which a function has saved registers.
const PROLOGUE: u64 = 32;

const SIGALRM: i32 = 14;
const SIGPROF: i32 = 27;

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

/// Bounds for one child.
#[derive(Clone, Copy)]
pub struct Limits {
    /// Of processor time; ten times as much by the clock.
    pub seconds: u32,
    /// Of address space.
    pub memory: u64,
}

/// The process that starts all others.
pub struct Launcher {
    process: Child,
    to: ChildStdin,
    from: ChildStdout,
}

/// `struct report` of `launcher.c`: five words, then the registers.
const REPORT: usize = 24 + 27 * 8;

impl Launcher {
    /// Children write to `output`; the file of `over` covers a path for them.
    pub fn new(
        program: &Path,
        output: &Path,
        limits: Limits,
        over: Option<(&Path, &str)>,
    ) -> io::Result<Launcher> {
        let mut command = Command::new(program);
        command.arg(output).arg(limits.seconds.to_string()).arg(limits.memory.to_string());
        if let Some((file, target)) = over {
            command.arg(file).arg(target);
        }
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let gone = || io::Error::other("the launcher has no pipes");
        let (to, from) = (process.stdin.take().ok_or_else(gone)?, process.stdout.take().ok_or_else(gone)?);
        Ok(Launcher { process, to, from })
    }

    /// Runs the command, with its own variables and no others, to its end.
    pub fn run(&mut self, command: &Command, loader: &Loader) -> io::Result<Run> {
        let mut texts: Vec<Vec<u8>> = vec![command.get_program().as_bytes().to_vec()];
        texts.extend(command.get_args().map(|argument| argument.as_bytes().to_vec()));
        let arguments = texts.len();
        let variable = |(name, value): (&OsStr, Option<&OsStr>)| {
            Some([name.as_bytes(), b"=", value?.as_bytes()].concat())
        };
        texts.extend(command.get_envs().filter_map(variable));
        let body: Vec<u8> = texts.iter().flat_map(|text| text.iter().copied().chain([0])).collect();
        let head = [body.len(), arguments, texts.len() - arguments].map(|n| (n as u32).to_le_bytes());
        self.to.write_all(&[head.concat(), body].concat())?;
        let mut report = [0; REPORT];
        self.from.read_exact(&mut report)?;
        let word = |at: usize| i32::from_le_bytes(report[at..at + 4].try_into().expect("four bytes"));
        let long = |at: usize| u64::from_le_bytes(report[at..at + 8].try_into().expect("eight bytes"));
        let (what, status, pid, resident) = (word(0), word(4), word(8), long(16) * 1024);
        let end = match what {
            1 => {
                let register = |index: usize| long(24 + 8 * index);
                let (whose, place) = place(pid, loader, register);
                self.to.write_all(b"e")?;
                self.from.read_exact(&mut [0])?;
                match status {
                    SIGALRM | SIGPROF => End::Hang { whose, place },
                    number => End::Signal { number, whose, place },
                }
            }
            2 if status == ETXTBSY => return Err(io::Error::from_raw_os_error(status)),
            2 => End::Refused,
            _ if status & 0x7f == 0 => End::Exited(status >> 8 & 0xff),
            _ => End::Killed(status & 0x7f),
        };
        Ok(Run { end, resident })
    }
}

impl Drop for Launcher {
    fn drop(&mut self) {
        // The end of its input would end it too, if nobody else had a copy of the pipe.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

const ETXTBSY: i32 = 26;

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

fn place(pid: c_int, loader: &Loader, register: impl Fn(usize) -> u64) -> (Whose, String) {
    let (pc, sp) = (register(RIP), register(RSP));
    let maps = maps(pid);
    let at = |address: u64| maps.iter().find(|m| m.start <= address && address < m.end);
    let text = |address: u64| match at(address) {
        Some(map) => {
            let name = map.name.rsplit('/').next().unwrap_or("");
            format!("{name}+{:#x}", address - map.start + map.offset)
        }
        None => format!("{address:#x}"),
    };
    let offset = |address: u64| at(address).map(|m| address - m.start + m.offset);
    let is_loader =
        |address: u64| at(address).is_some_and(|m| m.executable && Path::new(&m.name) == loader.path);
    let in_loader = |address: u64, what: fn(&Loader, u64) -> bool| {
        is_loader(address) && offset(address).is_some_and(|at| what(loader, at))
    };
    let place = text(pc);
    let top = peek(pid, sp);
    match at(pc) {
        Some(map) if map.executable && is_loader(pc) => {
            // As far as what we put on it goes, lines of text among it.
            let words = (0..4000).map(|i| peek(pid, sp.wrapping_add(8 * i)));
            let callers: Vec<u64> = words.filter(|&word| is_loader(word)).collect();
            let served = in_loader(pc, Loader::serves)
                || callers.first().is_some_and(|&c| in_loader(c, Loader::serves));
            // A function of ours that has come so far has pushed something since it was called: whoever's return address is
            // on top has jumped here by himself.
            let deep = offset(pc).is_some_and(|at| loader.depth(at) > PROLOGUE);
            let jumped = deep && at(top).is_some_and(|caller| caller.executable) && !is_loader(top);
            // A constructor that is no function called us, with whatever stack and arguments; lazy calls are ours to survive.
            let gate = callers.iter().find(|&&c| in_loader(c, Loader::calls) || in_loader(c, Loader::binds));
            let within = gate.is_some_and(|&gate| in_loader(gate, Loader::calls));
            // Its stack was not aligned when it called one of our functions: compiled code aligns nothing itself.
            let misaligned = sp % 16 == 8 && stores_aligned(peek(pid, pc));
            // There is no stack left, and few of the calls on it are ours.
            let exhausted = at(sp.wrapping_sub(8)).is_none() && callers.len() < 200;
            let names: Vec<String> = callers.iter().take(5).copied().map(text).collect();
            // A control block begins with its own address, until somebody writes to it.
            let thread = register(FS_BASE);
            let corrupted = thread != 0 && peek(pid, thread) != thread;
            let programs = served || jumped || within || misaligned || exhausted || corrupted;
            let whose = if programs { Whose::Programs } else { Whose::Loader };
            let shown = if within { format!("{place} within a constructor") } else { place };
            (whose, if whose == Whose::Loader { format!("{shown} < {}", names.join(" < ")) } else { shown })
        }
        Some(map) if map.executable => (Whose::Programs, place),
        // Code that ran over the end of its segment was code where it began.
        _ if (1..16).any(|back| at(pc.wrapping_sub(back)).is_some_and(|m| m.executable)) => {
            (Whose::Programs, place)
        }
        _ => {
            // The trampolines jump by r11, rtld_call keeps what it calls on the stack; any other call of the loader leaves its
            // return address there (and no return address is a function's first byte). An undefined weak function is 0, and whoever
            // calls it has asked for it.
            let by_call = in_loader(top, Loader::calls);
            // A direct call, or one by way of our own sealed GOT, cannot go astray: what it called has returned too far.
            let direct = peek(pid, top.wrapping_sub(5)) & 0xff == 0xe8
                || peek(pid, top.wrapping_sub(6)) & 0xffff == 0x15ff;
            let called =
                is_loader(top) && !by_call && !direct && offset(top).is_some_and(|at| loader.depth(at) > 0);
            let ours = pc != 0 && (register(R11) == pc || by_call && peek(pid, sp + 8) == pc) || called;
            let whose = if ours { Whose::LoadersJump } else { Whose::Programs };
            (whose, format!("{place} from {}", text(top)))
        }
    }
}

/// Does this code begin with a store or load of 16 bytes that must be aligned (movaps, movapd, movdqa)?
fn stores_aligned(code: u64) -> bool {
    let mut bytes = code.to_le_bytes().into_iter().skip_while(|byte| matches!(byte, 0x66 | 0x40..0x50));
    bytes.next() == Some(0x0f) && matches!(bytes.next(), Some(0x28 | 0x29 | 0x6f | 0x7f))
}

fn peek(pid: c_int, address: u64) -> u64 {
    let mut bytes = [0; 8];
    let read = fs::File::open(format!("/proc/{pid}/mem"))
        .and_then(|file| std::os::unix::fs::FileExt::read_exact_at(&file, &mut bytes, address));
    if read.is_ok() { u64::from_le_bytes(bytes) } else { 0 }
}
