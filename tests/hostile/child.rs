//! A process under ptrace: how it ended, and where a fatal signal met it.
//!
//! In: a command. Out: `End`, and on demand the way there (`trail`). A signal handler of our own cannot be there before the
//! loader starts, so the tracer (`launcher.c`) reads the registers at the signal. Must not: judge.

use super::loader::Loader;
use super::memory::{self, Memory};
use super::place::{self, Whose};
use super::trail::Trail;
use std::ffi::OsStr;
use std::io::{self, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

const SIGALRM: i32 = 14;
const SIGPROF: i32 = 27;

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

impl End {
    /// The same, but for addresses outside the loader.
    pub fn resembles(&self, other: &End) -> bool {
        match (self, other) {
            (
                End::Signal { number, whose, place },
                End::Signal { number: others, whose: anothers, place: elsewhere },
            ) => {
                number == others
                    && whose == anothers
                    && (*whose == Whose::LoadersJump
                        || place.split(' ').next() == elsewhere.split(' ').next())
            }
            _ => self == other,
        }
    }
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

/// `struct report` of `launcher.c`.
pub struct Report {
    what: i32,
    pub status: i32,
    pub pid: i32,
    /// Since control entered or left the loader's code.
    pub steps: i32,
    /// KB of memory, or the address of the instruction that led here.
    pub extra: u64,
    /// `user_regs_struct` (sys/user.h).
    pub registers: [u64; memory::REGISTERS],
}

/// Five words, then the registers.
const REPORT: usize = 24 + memory::REGISTERS * 8;

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
        self.ask(command, 0)?;
        let report = self.report()?;
        self.end(&report, loader)
    }

    /// The same, instruction by instruction, which takes a thousand times as long: also how control went from our code to
    /// others' and back.
    pub fn follow(&mut self, command: &Command, loader: &Loader) -> io::Result<(Run, Trail)> {
        self.ask(command, 1)?;
        let mut trail = Trail::default();
        loop {
            let report = self.report()?;
            match report.what {
                3 => {
                    let code = Memory::of(report.pid).code_of(&loader.path);
                    let words = [code.start, code.end - code.start].map(u64::to_le_bytes);
                    self.to.write_all(&words.concat())?;
                }
                4 => {
                    trail.crosses(&report, loader);
                    self.to.write_all(b"c")?;
                }
                _ => {
                    if report.what == 1 {
                        trail.ends(&report);
                    }
                    return Ok((self.end(&report, loader)?, trail));
                }
            }
        }
    }

    fn ask(&mut self, command: &Command, closely: u32) -> io::Result<()> {
        let mut texts: Vec<Vec<u8>> = vec![command.get_program().as_bytes().to_vec()];
        texts.extend(command.get_args().map(|argument| argument.as_bytes().to_vec()));
        let arguments = texts.len();
        let variable = |(name, value): (&OsStr, Option<&OsStr>)| {
            Some([name.as_bytes(), b"=", value?.as_bytes()].concat())
        };
        texts.extend(command.get_envs().filter_map(variable));
        let body: Vec<u8> = texts.iter().flat_map(|text| text.iter().copied().chain([0])).collect();
        let head = [body.len() as u32, arguments as u32, (texts.len() - arguments) as u32, closely];
        self.to.write_all(&[head.map(u32::to_le_bytes).concat(), body].concat())
    }

    fn report(&mut self) -> io::Result<Report> {
        let mut bytes = [0; REPORT];
        self.from.read_exact(&mut bytes)?;
        let word = |at: usize| i32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
        let long = |at: usize| u64::from_le_bytes(bytes[at..at + 8].try_into().expect("eight bytes"));
        let registers = std::array::from_fn(|index| long(24 + 8 * index));
        Ok(Report {
            what: word(0),
            status: word(4),
            pid: word(8),
            steps: word(12),
            extra: long(16),
            registers,
        })
    }

    fn end(&mut self, report: &Report, loader: &Loader) -> io::Result<Run> {
        let status = report.status;
        let end = match report.what {
            1 => {
                let (whose, place) = place::whose(report, loader);
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
        Ok(Run { end, resident: report.extra * 1024 })
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
