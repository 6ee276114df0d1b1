//! Whose was the address at which a fatal signal met a process? A first look, which is cheap.
//!
//! In: a process that stands still. Out: `Whose`, and the address for a person to read. What this look takes for the
//! loader's is looked at more closely (`trail`). Must not: let anything pass that is the loader's for certain.

use super::child::Report;
use super::loader::Loader;
use super::memory::{FS_BASE, Memory, R11, RIP, RSP};

/// Whose memory the program counter was in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whose {
    Loader,
    /// Nobody's, or no code, and the loader had called or jumped there.
    LoadersJump,
    /// The program's, a library's, or a wild jump of theirs.
    Programs,
}

pub fn whose(report: &Report, loader: &Loader) -> (Whose, String) {
    let pc = report.registers[RIP];
    let memory = Memory::of(report.pid);
    let executable = |address: u64| memory.at(address).is_some_and(|m| m.executable);
    if memory.is_code_of(&loader.path, pc) {
        return in_loader(report, loader, &memory);
    }
    // Code that ran over the end of its segment was code where it began.
    if executable(pc) || (1..16).any(|back| executable(pc.wrapping_sub(back))) {
        return (Whose::Programs, memory.text(pc));
    }
    in_nobodys(report, loader, &memory)
}

fn in_loader(report: &Report, loader: &Loader, memory: &Memory) -> (Whose, String) {
    let (pc, sp) = (report.registers[RIP], report.registers[RSP]);
    let place = memory.text(pc);
    let within = |address: u64, what: fn(&Loader, u64) -> bool| is_part(loader, memory, address, what);
    // As far as what we put on it goes, lines of text among it.
    let words = (0..4000).map(|i| memory.word(sp.wrapping_add(8 * i)));
    let callers: Vec<u64> = words.filter(|&word| memory.is_code_of(&loader.path, word)).collect();
    let served =
        within(pc, Loader::serves) || callers.first().is_some_and(|&caller| within(caller, Loader::serves));
    // A constructor that is no function called us, with whatever stack and arguments; lazy calls are ours to survive.
    let gate = callers.iter().find(|&&c| within(c, Loader::calls) || within(c, Loader::binds));
    let constructs = gate.is_some_and(|&gate| within(gate, Loader::calls));
    // Its stack was not aligned when it called one of our functions: compiled code aligns nothing itself.
    let misaligned = sp % 16 == 8 && stores_aligned(memory.word(pc));
    // There is no stack left, or what was called a stack is not to be written; and few of the calls on it are ours.
    let room = memory.at(sp.wrapping_sub(8)).is_some_and(|map| map.writable);
    let exhausted = !room && callers.len() < 200;
    // A control block begins with its own address, until somebody writes to it.
    let thread = report.registers[FS_BASE];
    let corrupted = thread != 0 && memory.word(thread) != thread;
    if constructs {
        (Whose::Programs, format!("{place} within a constructor"))
    } else if served || misaligned || exhausted || corrupted {
        (Whose::Programs, place)
    } else {
        let names: Vec<String> = callers.iter().take(5).map(|&caller| memory.text(caller)).collect();
        (Whose::Loader, format!("{place} < {}", names.join(" < ")))
    }
}

/// Outside all code. The trampolines jump by r11, any call of the loader leaves its return address, and rtld_call keeps the
/// address that it calls behind that. An undefined weak function is 0, and whoever calls it has asked for it.
fn in_nobodys(report: &Report, loader: &Loader, memory: &Memory) -> (Whose, String) {
    let (pc, sp) = (report.registers[RIP], report.registers[RSP]);
    let top = memory.word(sp);
    let jumped = pc != 0 && report.registers[R11] == pc;
    let called = match is_part(loader, memory, top, Loader::calls) {
        true => memory.word(sp.wrapping_add(8)) == pc,
        false => memory.is_code_of(&loader.path, top),
    };
    let ours = jumped || called;
    let whose = if ours { Whose::LoadersJump } else { Whose::Programs };
    (whose, format!("{} from {}", memory.text(pc), memory.text(top)))
}

/// Is `address` in this part of the loader?
fn is_part(loader: &Loader, memory: &Memory, address: u64, what: fn(&Loader, u64) -> bool) -> bool {
    memory.is_code_of(&loader.path, address) && memory.offset(address).is_some_and(|at| what(loader, at))
}

/// Does this code begin with a store or load of 16 bytes that must be aligned (movaps, movapd, movdqa)?
fn stores_aligned(code: u64) -> bool {
    let mut bytes = code.to_le_bytes().into_iter().skip_while(|byte| matches!(byte, 0x66 | 0x40..0x50));
    bytes.next() == Some(0x0f) && matches!(bytes.next(), Some(0x28 | 0x29 | 0x6f | 0x7f))
}
