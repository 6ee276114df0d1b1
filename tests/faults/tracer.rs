//! A process under ptrace, one of whose system calls meets a fault.
//!
//! **How ptrace changes a call** (ptrace(2), PTRACE_SYSCALL): the kernel stops the process twice per call. At the entry the
//! number can be replaced by -1, so that nothing is done, or an argument be made smaller; at the exit the result can be
//! replaced. The program counter tells who calls: a call is the loader's if it lies in the loader's mapping.
//!
//! In: a command, a loader, a fault for the n-th counted call. Out: the calls that were counted and how it all ended.
//! Must not: judge.

use super::calls::{Call, Fault};
use std::fs;
use std::io;
use std::io::Read;
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};

/// First argument of a prctl(2) by which a program says whether calls are counted from here on (second argument).
pub const MARK: u64 = 0x6674_6c75;
const SECONDS: u32 = 20;
const SYSTEM_CALL_STOP: i32 = libc::SIGTRAP | 0x80;
const FATAL: [i32; 6] =
    [libc::SIGILL, libc::SIGABRT, libc::SIGBUS, libc::SIGFPE, libc::SIGSEGV, libc::SIGSYS];

/// When calls are counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Window {
    /// From the first instruction.
    Whole,
    /// Between the program's marks.
    Marked,
}

/// What is to happen at one call.
pub enum Plan<'a> {
    /// Nothing: only list the calls.
    Watch,
    /// This call meets this fault.
    Meet(&'a Target, Fault),
    /// Something is done to the world just before the call with this number.
    Before(usize, &'a dyn Fn()),
}

/// A call by what it is and how many like it come before. Not by its number among all: that changes from run to run, as a
/// large alignment is met by chance now and then, and then one munmap fewer is made.
#[derive(PartialEq, Eq)]
pub struct Target {
    pub call: Call,
    pub before: usize,
}

impl Target {
    /// The last of `calls`, as far as they go.
    pub fn last(calls: &[Call]) -> Option<Target> {
        let (call, earlier) = calls.split_last()?;
        Some(Target { call: call.clone(), before: earlier.iter().filter(|other| *other == call).count() })
    }
}

/// How the process ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum End {
    Exited(i32),
    /// A fatal signal, and where the program counter was.
    Signal(i32, String),
    Hang(String),
}

pub struct Run {
    pub calls: Vec<Call>,
    /// Whether the fault of the plan was met.
    pub met: bool,
    pub end: End,
    pub stdout: String,
    pub stderr: String,
}

/// Runs `command` to its end.
pub fn run(command: &mut Command, loader: &Path, window: Window, plan: &Plan) -> io::Result<Run> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    // SAFETY: only async-signal-safe calls between fork and exec.
    unsafe {
        command.pre_exec(|| {
            libc::alarm(SECONDS);
            let none = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
            libc::setrlimit(libc::RLIMIT_CORE, &raw const none);
            match libc::ptrace(libc::PTRACE_TRACEME, 0, 0, 0) {
                0 => Ok(()),
                _ => Err(io::Error::last_os_error()),
            }
        });
    }
    let mut child = command.spawn()?;
    let mut tracer = Tracer::new(&child, loader, window);
    let end = tracer.follow(plan)?;
    let (stdout, stderr) = (rest(child.stdout.take()), rest(child.stderr.take()));
    Ok(Run { calls: tracer.calls, met: tracer.met, end, stdout, stderr })
}

fn rest(from: Option<impl Read>) -> String {
    let mut bytes = Vec::new();
    if let Some(mut from) = from {
        let _ = from.read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

struct Tracer<'a> {
    pid: libc::pid_t,
    loader: &'a Path,
    /// Where the loader's code lies.
    code: Range<u64>,
    counting: bool,
    calls: Vec<Call>,
    met: bool,
}

impl Tracer<'_> {
    fn new<'a>(child: &Child, loader: &'a Path, window: Window) -> Tracer<'a> {
        let pid = child.id() as libc::pid_t;
        Tracer { pid, loader, code: 0..0, counting: window == Window::Whole, calls: Vec::new(), met: false }
    }

    /// From the stop after execve to the end.
    fn follow(&mut self, plan: &Plan) -> io::Result<End> {
        if let Some(ended) = self.wait()?.ended() {
            return Ok(ended);
        }
        let options = libc::PTRACE_O_TRACESYSGOOD | libc::PTRACE_O_EXITKILL;
        // SAFETY: our own stopped child.
        unsafe { libc::ptrace(libc::PTRACE_SETOPTIONS, self.pid, 0, options) };
        self.code = self.find_code();
        let mut request = libc::PTRACE_SYSCALL;
        let mut signal = 0;
        let mut entering = true;
        let mut met: Option<Fault> = None;
        loop {
            // SAFETY: our own stopped child.
            unsafe { libc::ptrace(request, self.pid, 0, signal as usize) };
            signal = 0;
            let stop = self.wait()?;
            if let Some(ended) = stop.ended() {
                return Ok(ended);
            }
            match stop.signal() {
                SYSTEM_CALL_STOP if entering => {
                    entering = false;
                    met = self.enter(plan);
                }
                SYSTEM_CALL_STOP => {
                    entering = true;
                    if let Some(fault) = met.take() {
                        self.leave(fault);
                        // One fault is enough: the rest runs at full speed.
                        request = libc::PTRACE_CONT;
                    }
                }
                libc::SIGALRM => return Ok(self.kill(End::Hang)),
                number if FATAL.contains(&number) => {
                    return Ok(self.kill(|place| End::Signal(number, place)));
                }
                libc::SIGTRAP => {}
                other => signal = other,
            }
        }
    }

    fn wait(&self) -> io::Result<Stop> {
        let mut status = 0;
        // SAFETY: our own child; `status` is ours.
        if unsafe { libc::waitpid(self.pid, &raw mut status, 0) } < 0 {
            return Err(io::Error::last_os_error());
        }
        Ok(Stop(ExitStatus::from_raw(status)))
    }

    /// The entry of a call: counts it, and begins the fault if it is its turn.
    fn enter(&mut self, plan: &Plan) -> Option<Fault> {
        let mut registers = self.registers();
        let number = registers.orig_rax;
        if number == libc::SYS_prctl as u64 && registers.rdi == MARK {
            self.counting = registers.rsi != 0;
            return None;
        }
        // The program counter is behind the `syscall` instruction, two bytes long.
        if !self.counting || !self.code.contains(&registers.rip.wrapping_sub(2)) {
            return None;
        }
        let index = self.calls.len();
        self.calls.push(self.call(&registers));
        let fault = match *plan {
            Plan::Before(wanted, act) if wanted == index => {
                act();
                return None;
            }
            Plan::Meet(wanted, fault) if Target::last(&self.calls).as_ref() == Some(wanted) => fault,
            _ => return None,
        };
        self.met = true;
        match fault {
            Fault::Fails(_) => registers.orig_rax = u64::MAX,
            Fault::Short(len) => registers.rdx = registers.rdx.min(len),
            Fault::FailsAfterwards(_) => {}
        }
        self.set_registers(&registers);
        Some(fault)
    }

    fn leave(&self, fault: Fault) {
        let (Fault::Fails(errno) | Fault::FailsAfterwards(errno)) = fault else { return };
        let mut registers = self.registers();
        registers.rax = i64::from(-errno) as u64;
        self.set_registers(&registers);
    }

    fn call(&self, registers: &libc::user_regs_struct) -> Call {
        let arguments = [registers.rdi, registers.rsi, registers.rdx, registers.r10, registers.r8];
        let number = registers.orig_rax as i64;
        let of_descriptor = |fd: u64| {
            let link = fs::read_link(format!("/proc/{}/fd/{}", self.pid, fd as u32));
            link.map(|path| path.to_string_lossy().into_owned()).unwrap_or_default()
        };
        let about = match number {
            libc::SYS_newfstatat if self.string(arguments[1]).is_empty() => of_descriptor(arguments[0]),
            libc::SYS_openat | libc::SYS_newfstatat => self.string(arguments[1]),
            libc::SYS_access | libc::SYS_open | libc::SYS_readlink => self.string(arguments[0]),
            libc::SYS_mmap if arguments[4] as i32 >= 0 => of_descriptor(arguments[4]),
            libc::SYS_mmap => "anonymous".into(),
            libc::SYS_read | libc::SYS_pread64 | libc::SYS_fstat | libc::SYS_close => {
                of_descriptor(arguments[0])
            }
            _ => String::new(),
        };
        Call { number, about }
    }

    fn string(&self, address: u64) -> String {
        let mut bytes = [0; 256];
        let len = fs::File::open(format!("/proc/{}/mem", self.pid))
            .and_then(|memory| memory.read_at(&mut bytes, address))
            .unwrap_or(0);
        let text = bytes[..len].split(|&byte| byte == 0).next().unwrap_or(&[]);
        String::from_utf8_lossy(text).into_owned()
    }

    fn registers(&self) -> libc::user_regs_struct {
        // SAFETY: plain numbers; the kernel fills the whole structure of our own stopped child.
        unsafe {
            let mut registers: libc::user_regs_struct = std::mem::zeroed();
            libc::ptrace(libc::PTRACE_GETREGS, self.pid, 0, &raw mut registers);
            registers
        }
    }

    fn set_registers(&self, registers: &libc::user_regs_struct) {
        // SAFETY: our own stopped child; the kernel reads the structure.
        unsafe { libc::ptrace(libc::PTRACE_SETREGS, self.pid, 0, std::ptr::from_ref(registers)) };
    }

    fn maps(&self) -> String {
        fs::read_to_string(format!("/proc/{}/maps", self.pid)).unwrap_or_default()
    }

    /// The whole span of the loader's file.
    fn find_code(&self) -> Range<u64> {
        let maps = self.maps();
        let name = self.loader.to_string_lossy();
        let ours = maps.lines().filter(|line| line.ends_with(&*name)).filter_map(range);
        ours.reduce(|all, one| all.start.min(one.start)..all.end.max(one.end)).unwrap_or(0..0)
    }

    /// Where the program counter is, as `file+offset into its mapping`.
    fn place(&self) -> String {
        let pc = self.registers().rip;
        let maps = self.maps();
        let line = maps.lines().find_map(|line| range(line).filter(|r| r.contains(&pc)).map(|r| (line, r)));
        match line {
            Some((line, range)) => {
                let name = line.rsplit(['/', ' ']).next().unwrap_or("");
                format!("{name}+{:#x}", pc - range.start)
            }
            None => format!("{pc:#x}"),
        }
    }

    fn kill(&self, end: impl FnOnce(String) -> End) -> End {
        let end = end(self.place());
        // SAFETY: our own child.
        unsafe { libc::kill(self.pid, libc::SIGKILL) };
        while self.wait().is_ok_and(|stop| stop.ended().is_none()) {}
        end
    }
}

/// What waitpid(2) says.
struct Stop(ExitStatus);

impl Stop {
    fn ended(&self) -> Option<End> {
        let signal = self.0.signal().map(|number| End::Signal(number, "killed".into()));
        self.0.code().map(End::Exited).or(signal)
    }

    fn signal(&self) -> i32 {
        self.0.stopped_signal().unwrap_or(0)
    }
}

/// The addresses of a line of /proc/PID/maps.
fn range(line: &str) -> Option<Range<u64>> {
    let (start, end) = line.split(' ').next()?.split_once('-')?;
    let hex = |digits| u64::from_str_radix(digits, 16).ok();
    Some(hex(start)?..hex(end)?)
}
