//! What the events of thread-local storage say: glibc's lines since 2.43 and 2.44, and ours for all others.
//!
//! In, out: as `events`. Must not: be asked for another event.

use super::Tell;
use crate::link::customs::customs;
use crate::say::fill::Value::{self, *};
use crate::trace::Event;

pub fn describe(event: &Event<'_>, tell: Tell) {
    let size = Value::size;
    match *event {
        Event::TcbAllocated { address } => {
            let line = if customs().tells_of_modules() {
                "tls: allocate TCB 0x%x0\n"
            } else {
                "TCB allocated: 0x%x0\n"
            };
            tell("tcb thread", line, &[size(address)]);
        }
        Event::TcbDeallocating { address, with_memory } => {
            let line = if customs().tells_of_modules() {
                "tls: deallocate TCB 0x%x0 (dealloc_tcb=%1)\n"
            } else {
                "TCB deallocating: 0x%x0 (dealloc_tcb=%1)\n"
            };
            tell("tcb_end thread", line, &[size(address), Number(u64::from(with_memory))]);
        }
        Event::TlsAssigned { name, number, namespace } => tell(
            "tls_assigned module name ns",
            "tls: assign modid %0 to %1 [%2]\n",
            &[size(number), Object(name), size(namespace)],
        ),
        Event::TlsReleased { name, number, namespace } => tell(
            "tls_released module name ns",
            "tls: release modid %0 from %1 [%2]\n",
            &[size(number), Object(name), size(namespace)],
        ),
        Event::TlsLimit { limit } => {
            tell("tls_limit limit", "tls: initial modid limit set to %0\n", &[size(limit)]);
        }
        Event::TlsReady { thread } => {
            tell("tls_ready thread", "tls: TLS initialized for TCB 0x%x0\n", &[size(thread)]);
        }
        Event::TlsUpdated { number, generation, thread } => tell(
            "tls_updated module generation thread",
            "tls: modid %0 update DTV to generation %1; TCB=0x%x2\n",
            &[size(number), Number(generation), size(thread)],
        ),
        Event::TlsLazily { number, thread } => tell(
            "tls_lazily module thread",
            "tls: modid %0 lazy allocation; TCB=0x%x1\n",
            &[size(number), size(thread)],
        ),
        Event::TlsStatic { number, thread } => tell(
            "tls_static module thread",
            "tls: modid %0 using static TLS; TCB=0x%x1\n",
            &[size(number), size(thread)],
        ),
        Event::TlsAllocated { number, size: bytes, address, thread } => tell(
            "tls_allocated module size address thread",
            "tls: allocate block 0x%x2 for modid %0; size=%1, TCB=0x%x3\n",
            &[size(number), Number(bytes), size(address), size(thread)],
        ),
        Event::TlsModule { name, number, size: bytes, align, offset } => {
            let line = match offset {
                Some(_) => "tls: module %1: %0, %2 bytes, alignment %3, static at fs:-0x%x4\n",
                None => "tls: module %1: %0, %2 bytes, alignment %3, a block per thread on first use\n",
            };
            tell(
                "tls_module name module size align offset",
                line,
                &[Object(name), size(number), Number(bytes), Number(align), offset.map_or(Null, Number)],
            );
        }
        Event::TlsLayout { used, free, optional } => tell(
            "tls_layout used free optional",
            "tls: static block: %0 bytes used, %1 free for later, %2 of them for optimisation\n",
            &[used, free, optional].map(Number),
        ),
        Event::TlsLate { name, number, size: bytes, offset, free } => tell(
            "tls_late name module size offset free",
            "tls: module %1: %0, %2 bytes, came late, static at fs:-0x%x3, %4 bytes left\n",
            &[Object(name), size(number), Number(bytes), Number(offset), Number(free)],
        ),
        Event::TlsBlock { name, number, size: bytes, address, thread } => tell(
            "tls_block name module size address thread",
            "tls: module %1: %0, %2 bytes at 0x%x3 for the thread at 0x%x4\n",
            &[Object(name), size(number), Number(bytes), size(address), size(thread)],
        ),
        Event::TlsDtv { thread, from, to } => tell(
            "tls_dtv thread from to",
            "tls: dtv of the thread at 0x%x0 grows from %1 to %2 modules\n",
            &[thread, from, to].map(Value::size),
        ),
        _ => {}
    }
}
