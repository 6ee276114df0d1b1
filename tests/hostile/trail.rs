//! How control went from the loader's code to others' and back: whose doing an end was.
//!
//! **Why.** A program counter in the loader does not say who brought it there. A program whose code or data are mutated can
//! jump into the middle of any function, the loader's too, and what happens then (a signal, a panic) is nothing that the
//! loader did. A jump out of all code may be the loader's or the program's. So a run that looks bad is made again, one
//! instruction at a time, and each change between the loader's code and others' is noted. They nest:
//!
//!     the loader calls     a constructor, a resolver, libc      which returns to the instruction behind the call
//!     others call us       at a function's first byte           and we return to their return address
//!
//! Whatever arrives in the loader's code in no such way jumped there by itself.
//!
//! In: the changes, in order; the end. Out: was it the program's doing? Must not: call it that without having seen it: what is not
//! understood is the loader's.

use super::child::Report;
use super::loader::Loader;
use super::memory::{KEPT, Memory, REGISTERS, RIP, RSP};

/// The longest instruction (Intel SDM volume 1, 2.3.11).
const INSTRUCTION: u64 = 15;

enum Frame {
    /// The loader called others' code.
    Called { back: u64, stack: u64, registers: [u64; REGISTERS], keeps: bool },
    /// Others' code called the loader, as functions are called.
    Entered { back: u64, stack: u64, returns_to_code: bool },
    /// Others' code went on within the loader, by no door.
    Intruded { from: String, to: String },
    /// A function that the loader called did not keep a register that functions keep.
    Spoilt { by: String },
}

/// The last change of all.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    In,
    /// By a call or a jump.
    Out,
    /// To the return address with which the loader was called, which was the address of code then.
    Back,
    /// To one that never was; or from where others had jumped to.
    Astray,
}

#[derive(Default)]
pub struct Trail {
    frames: Vec<Frame>,
    last: Option<Way>,
    /// Instructions since then, and the program counter at the signal that ended it all.
    end: Option<(i32, u64)>,
}

impl Trail {
    /// Control entered or left the loader's code; the registers are those of the moment after.
    pub fn crosses(&mut self, report: &Report, loader: &Loader) {
        let memory = Memory::of(report.pid);
        self.last = Some(match report.status {
            0 => self.leaves(report, loader, &memory),
            _ => self.arrives(report, loader, &memory),
        });
    }

    pub fn ends(&mut self, report: &Report) {
        self.end = Some((report.steps, report.registers[RIP]));
    }

    fn leaves(&mut self, report: &Report, loader: &Loader, memory: &Memory) -> Way {
        let (from, to, stack) = (report.extra, report.registers[RIP], report.registers[RSP]);
        let top = memory.word(stack);
        if from < top && top <= from + INSTRUCTION {
            // `rtld_call` brings the registers back itself.
            let keeps = !memory.offset(from).is_some_and(|at| loader.calls(at));
            let (back, stack, registers) = (top, stack + 8, report.registers);
            self.frames.push(Frame::Called { back, stack, registers, keeps });
            return Way::Out;
        }
        // A return, if one of the calls that we were in came from there; an exception may leave several at once.
        let is_return = |frame: &Frame| matches!(frame, Frame::Entered { back, stack: before, .. } if *back == to && before + 8 == stack);
        if let Some(at) = self.frames.iter().rposition(is_return) {
            let returns_to_code = matches!(self.frames[at], Frame::Entered { returns_to_code: true, .. });
            self.frames.truncate(at);
            return if returns_to_code { Way::Back } else { Way::Astray };
        }
        // A jump, which ends the call that we were in: a trampoline's, or the one to the entry point.
        match self.frames.pop_if(|frame| matches!(frame, Frame::Entered { .. } | Frame::Intruded { .. })) {
            Some(Frame::Intruded { .. }) => Way::Astray,
            _ => Way::Out,
        }
    }

    fn arrives(&mut self, report: &Report, loader: &Loader, memory: &Memory) -> Way {
        let (from, to, now) = (report.extra, report.registers[RIP], report.registers[RSP]);
        let is_return = |frame: &Frame| matches!(frame, Frame::Called { back, stack, .. } if *back == to && *stack == now);
        if let Some(at) = self.frames.iter().rposition(is_return) {
            let last = self.frames.drain(at..).next();
            if let Some(Frame::Called { registers, keeps: true, .. }) = last
                && KEPT.into_iter().any(|index| registers[index] != report.registers[index])
            {
                self.frames.push(Frame::Spoilt { by: memory.text(from) });
            }
        } else if memory.offset(to).is_some_and(|at| loader.begins(at)) {
            let back = memory.word(now);
            let returns_to_code = memory.at(back).is_some_and(|m| m.executable);
            self.frames.push(Frame::Entered { back, stack: now, returns_to_code });
        } else {
            self.frames.push(Frame::Intruded { from: memory.text(from), to: memory.text(to) });
        }
        Way::In
    }

    /// What the program did, if the end was its doing.
    pub fn programs_doing(&self) -> Option<String> {
        let inside = matches!(self.last, None | Some(Way::In));
        if inside {
            return self.frames.iter().rev().find_map(|frame| match frame {
                Frame::Intruded { from, to } => Some(Some(format!("a jump from {from} to {to}"))),
                Frame::Spoilt { by } => Some(Some(format!("{by} kept no registers"))),
                Frame::Entered { .. } => Some(None),
                Frame::Called { .. } => None,
            })?;
        }
        let (steps, address) = self.end?;
        match self.last {
            Some(Way::Astray) if steps == 0 => Some(format!("a call whose return address was {address:#x}")),
            _ if steps == 0 => None,
            _ => Some("a jump of its own code out of all code".into()),
        }
    }
}
