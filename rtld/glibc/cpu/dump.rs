//! All that CPUID answers, without knowing what any of it means (the manual of glibc, "x86 diagnostics").
//!
//! In: a function that executes CPUID. Out: [`Dump`], its answers in the order of the questions, what is all zero left out.
//! Must not: judge. This asks some ten thousand times, each a trap in a virtual machine: for reports only.
//!
//! What a subleaf is nobody says, so each leaf is asked for very many; neighbours that answer the same are one answer.

use super::Registers;
use alloc::vec::Vec;

/// The answer to one leaf and the subleaves from `first` to `last`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    pub leaf: u32,
    pub first: u32,
    pub last: u32,
    pub registers: Registers,
    pub low: Low,
}

/// The lowest byte of ECX.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Low {
    Answer,
    /// That of the question.
    Question,
}

#[derive(Clone, Debug, Default)]
pub struct Dump {
    pub answers: Vec<Answer>,
    /// The last subleaf that was asked for.
    pub limit: u32,
}

/// Where AMD's leaves begin.
const EXTENDED: u32 = 0x8000_0000;

/// What is asked for at most. Of a processor that has more to say than a dump holds, `FEW`.
struct Extent {
    leaves: u32,
    subleaves: u32,
}

const MANY: Extent = Extent { leaves: u32::MAX, subleaves: 512 };
const FEW: Extent = Extent { leaves: 128, subleaves: 32 };
const MOST_ANSWERS: usize = 2 * (FEW.leaves * FEW.subleaves) as usize;

pub fn dump(cpuid: &mut dyn FnMut(u32, u32) -> Registers) -> Dump {
    let full = |dump: &Dump| dump.answers.len() >= MOST_ANSWERS;
    let most = asked(cpuid, MANY);
    if full(&most) { asked(cpuid, FEW) } else { most }
}

/// Ends early when it is full.
fn asked(cpuid: &mut dyn FnMut(u32, u32) -> Registers, extent: Extent) -> Dump {
    let mut dump = Dump { answers: Vec::new(), limit: extent.subleaves - 1 };
    for base in [0, EXTENDED] {
        let registers = cpuid(base, 0);
        dump.add(base, 0, registers);
        let last = registers[0].min(base.saturating_add(extent.leaves - 1));
        for leaf in base + 1..=last {
            for subleaf in 0..extent.subleaves {
                if dump.answers.len() >= MOST_ANSWERS {
                    return dump;
                }
                dump.add(leaf, subleaf, cpuid(leaf, subleaf));
            }
        }
    }
    dump
}

impl Dump {
    fn add(&mut self, leaf: u32, subleaf: u32, registers: Registers) {
        let previous = self.answers.last_mut().filter(|a| a.leaf == leaf && a.last + 1 == subleaf);
        if previous.is_some_and(|previous| previous.goes_on(subleaf, registers)) || registers == [0; 4] {
            return;
        }
        let low = if is_echo(subleaf, registers) { Low::Question } else { Low::Answer };
        self.answers.push(Answer { leaf, first: subleaf, last: subleaf, registers, low });
    }

    /// Is a leaf's answer one of several, by subleaf?
    pub fn is_subleaf(&self, index: usize) -> bool {
        let Some(answer) = self.answers.get(index) else { return false };
        let all = answer.first == 0 && (answer.last == 0 || answer.last == self.limit);
        let near = [index.wrapping_sub(1), index + 1];
        let mut neighbours = near.iter().filter_map(|&near| self.answers.get(near));
        !all || neighbours.any(|near| near.leaf == answer.leaf)
    }
}

impl Answer {
    /// Does the next subleaf answer the same? The first repetition tells whether the low byte is the question's.
    fn goes_on(&mut self, subleaf: u32, registers: Registers) -> bool {
        let single = self.first == self.last;
        if registers == self.registers && (self.low == Low::Answer || single) {
            self.low = Low::Answer;
        } else if self.low == Low::Answer
            || !is_echo(subleaf, registers)
            || without_low(registers) != without_low(self.registers)
        {
            return false;
        }
        self.last = subleaf;
        true
    }
}

fn is_echo(subleaf: u32, [_, _, ecx, _]: Registers) -> bool {
    ecx & 0xff == subleaf & 0xff
}

fn without_low([eax, ebx, ecx, edx]: Registers) -> Registers {
    [eax, ebx, ecx & !0xff, edx]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_one() {
        let mut cpuid = |leaf, subleaf| match (leaf, subleaf) {
            (0, _) => [3, 7, 7, 7],
            (1, _) => [1, 2, 3, 4],
            (3, 0) => [5, 0, 0x100, 0],
            (3, 1) => [6, 0, 0x101, 0],
            (3, low) => [0, 0, low & 0xff, 9],
            _ => [0; 4],
        };
        let dump = dump(&mut cpuid);
        let shape = |a: &Answer| (a.leaf, a.first, a.last, a.low);
        let shapes: Vec<_> = dump.answers.iter().map(shape).collect();
        assert_eq!(
            shapes,
            [
                (0, 0, 0, Low::Answer),
                (1, 0, 511, Low::Answer),
                (3, 0, 0, Low::Question),
                (3, 1, 1, Low::Question),
                (3, 2, 511, Low::Question),
            ]
        );
        assert!(!dump.is_subleaf(1) && dump.is_subleaf(2));
    }

    #[test]
    fn who_says_too_much_is_asked_less() {
        let mut cpuid =
            |leaf, subleaf| if subleaf == 0 { [leaf | 0xff, 0, 1, 0] } else { [subleaf, leaf, 1, 0] };
        let dump = dump(&mut cpuid);
        assert_eq!(dump.limit, 31);
        assert!(dump.answers.len() <= MOST_ANSWERS);
    }
}
