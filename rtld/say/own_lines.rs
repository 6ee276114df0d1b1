//! The lines of LD_DEBUG that glibc has not: LD_DEBUG=dlopen, errors, init, time and tls.
//!
//! In: an event of ours. Out: its text, in the manner of glibc's (`lines`), which hands on what it does not know. Must
//! not: allocate (`say/debug.rs`).

use super::lines::{between, labelled, placed, say};
use super::{Number, Sink, events};
use crate::trace::{Event, Function};

pub fn render(event: &Event<'_>, to: &mut dyn Sink) {
    match *event {
        Event::Opened { name, by, mode, path } => {
            between(to, "dlopen(\"", name, "\", 0x");
            to.number(Number::Hex(u64::from(mode)));
            between(to, ") by ", by, ": ");
            to.all(&[path.unwrap_or(b"failed"), b"\n"]);
        }
        Event::Closing { name } => between(to, "dlclose(", name, ")\n"),
        Event::Explained { object, reason, explanation } => {
            to.all(&[b"error: ", object, b": ", reason, b"\n", explanation]);
        }
        Event::Turn { .. } | Event::Ran { .. } | Event::Took { .. } => timed(event, to),
        _ => tls(event, to),
    }
}

fn timed(event: &Event<'_>, to: &mut dyn Sink) {
    match *event {
        Event::Turn { name, position, of } => {
            labelled(to, "init: ", position as u64);
            labelled(to, " of ", of as u64);
            between(to, ": ", name, "\n");
        }
        Event::Ran { name, function, index, address, nanoseconds } => {
            between(to, "init:   ", name, " ");
            say(to, events::tag(function));
            if !matches!(function, Function::Init | Function::Fini) {
                labelled(to, "[", index as u64);
                say(to, "]");
            }
            placed(to, " at 0x", address);
            labelled(to, ": ", nanoseconds);
            say(to, " ns\n");
        }
        Event::Took { name, stage, nanoseconds } => {
            between(to, "time: ", events::stage_name(stage).as_bytes(), " ");
            between(to, "", name, ": ");
            to.number(Number::Decimal(nanoseconds));
            say(to, " ns\n");
        }
        _ => {}
    }
}

fn tls(event: &Event<'_>, to: &mut dyn Sink) {
    match *event {
        Event::TlsModule { name, number, size, align, offset } => {
            module(to, number, name, size);
            labelled(to, " bytes, alignment ", align);
            match offset {
                Some(offset) => {
                    placed(to, ", static at fs:-0x", offset as usize);
                    say(to, "\n");
                }
                None => say(to, ", a block per thread on first use\n"),
            }
        }
        Event::TlsLayout { used, free, optional } => {
            labelled(to, "tls: static block: ", used);
            labelled(to, " bytes used, ", free);
            labelled(to, " free for later, ", optional);
            say(to, " of them for optimisation\n");
        }
        Event::TlsLate { name, number, size, offset, free } => {
            module(to, number, name, size);
            placed(to, " bytes, came late, static at fs:-0x", offset as usize);
            labelled(to, ", ", free);
            say(to, " bytes left\n");
        }
        Event::TlsBlock { name, number, size, address, thread } => {
            module(to, number, name, size);
            placed(to, " bytes at 0x", address);
            placed(to, " for the thread at 0x", thread);
            say(to, "\n");
        }
        Event::TlsDtv { thread, from, to: wanted } => {
            placed(to, "tls: dtv of the thread at 0x", thread);
            labelled(to, " grows from ", from as u64);
            labelled(to, " to ", wanted as u64);
            say(to, " modules\n");
        }
        _ => {}
    }
}

/// The module of which the line tells, and the size of its block.
fn module(to: &mut dyn Sink, number: usize, name: &[u8], size: u64) {
    labelled(to, "tls: module ", number as u64);
    between(to, ": ", name, ", ");
    to.number(Number::Decimal(size));
}
