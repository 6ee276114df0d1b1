//! --list-diagnostics of newer releases: all that CPUID answers, on each processor.
//!
//! In: the processors that we may run on. Out: lines; of every processor but the first, what is not as on the one before.
//! Must not: be used where the process lives on, for it stays on the last processor.
//!
//! The keys are glibc's (its manual, "x86 diagnostics").

use crate::arch::native::cpu::cpuid;
use crate::glibc::cpu::Registers;
use crate::glibc::cpu::dump::{self, Answer, Dump, Low};
use crate::say::fill::Value::Number;
use crate::say::fill::{Value, fill};
use crate::sys::proc;
use alloc::vec;
use alloc::vec::Vec;

pub fn list(shown: &mut Vec<u8>, xcr0: u64) {
    let allowed = proc::affinity().map(|allowed| allowed.into_iter().map(Some).collect());
    let mut before = Dump::default();
    for (index, requested) in allowed.unwrap_or(vec![None]).into_iter().enumerate() {
        let index = index as u64;
        // Who may not choose tells of one, whichever it is.
        let chosen = requested.is_none_or(|cpu| proc::run_on(cpu).is_ok());
        if !chosen && index > 0 {
            return;
        }
        place(shown, index, requested);
        let now = dump::dump(&mut cpuid);
        let counts = [Number(index), Value::size(now.answers.len()), Number(now.limit.into())];
        fill(
            shown,
            "x86.processor[0x%x0].cpuid_leaves=0x%x1\nx86.processor[0x%x0].ecx_limit=0x%x2\n",
            &counts,
        );
        differences(shown, index, &now, &before);
        if index == 0 && xcr0 != 0 {
            fill(shown, "x86.processor[0x%x0].xgetbv.ecx[0x0]=0x%x1\n", &[Number(index), Number(xcr0)]);
        }
        before = now;
    }
}

/// Where it should run, and where it does: a container's host may have the last word.
fn place(shown: &mut Vec<u8>, index: u64, requested: Option<usize>) {
    if let Some(cpu) = requested {
        fill(shown, "x86.processor[0x%x0].requested=0x%x1\n", &[Number(index), Value::size(cpu)]);
    }
    if let Some((cpu, node)) = proc::place() {
        fill(
            shown,
            "x86.processor[0x%x0].observed=0x%x1\nx86.processor[0x%x0].observed_node=0x%x2\n",
            &[Number(index), Number(cpu.into()), Number(node.into())],
        );
    }
}

fn differences(shown: &mut Vec<u8>, index: u64, now: &Dump, before: &Dump) {
    let question = |answer: &Answer| (answer.leaf, answer.first);
    let mut old = before.answers.iter().enumerate().peekable();
    for (at, answer) in now.answers.iter().enumerate() {
        while let Some((gone, _)) = old.next_if(|(_, old)| question(old) < question(answer)) {
            lines(shown, index, before, gone, [0; 4]);
        }
        let old = old.next_if(|(_, old)| question(old) == question(answer));
        if old.is_none_or(|(_, old)| (old.last, old.registers) != (answer.last, answer.registers)) {
            lines(shown, index, now, at, answer.registers);
        }
    }
}

fn lines(shown: &mut Vec<u8>, index: u64, dump: &Dump, at: usize, registers: Registers) {
    let Some(answer) = dump.answers.get(at) else { return };
    let [leaf, first, last] = [answer.leaf, answer.first, answer.last].map(|number| Number(number.into()));
    let is_subleaf = dump.is_subleaf(at);
    let template = if is_subleaf {
        "x86.processor[0x%x0].cpuid.subleaf_eax[0x%x1].ecx[0x%x2].%3=0x%x4\n"
    } else {
        "x86.processor[0x%x0].cpuid.eax[0x%x1].%3=0x%x4\n"
    };
    let mut line = |key, value| fill(shown, template, &[Number(index), leaf, first, Value::word(key), value]);
    for (register, value) in ["eax", "ebx", "ecx", "edx"].into_iter().zip(registers) {
        line(register, Number(value.into()));
    }
    if is_subleaf && answer.first != answer.last {
        line("until_ecx", last);
        if answer.low == Low::Question {
            line("ecx_query_mask", Number(0xff));
        }
    }
}
