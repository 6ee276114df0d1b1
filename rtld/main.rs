//! The binary: what a dynamic linker must define and a library must not: exported names, the allocator, the
//! panic handler. Everything else is in the library.
#![no_std]
#![no_main]
#![deny(unsafe_op_in_unsafe_fn)]
#![warn(clippy::undocumented_unsafe_blocks)]

mod exports;

use rtld::mem::heap;
use rtld::nursery::Process;
use rtld::say::{Number, Sink};
use rtld::sys::{out, proc};

#[global_allocator]
static ALLOCATOR: Process = Process;

/// A bug of ours, or no memory where it cannot be done without. Nothing can be unwound; the process ends as after any
/// other fatal error of a dynamic linker. It says where, not what: that would take `core::fmt`, which nothing else needs.
#[panic_handler]
fn panic(info: &core::panic::PanicInfo<'_>) -> ! {
    if heap::is_short() {
        rtld::say::text::out_of_memory();
    }
    let mut line = out::Line::<512>::to(out::STDERR);
    line.put(b"Inconsistency detected by rtld: panicked");
    if let Some(place) = info.location() {
        line.all(&[b" at ", place.file().as_bytes(), b":"]);
        line.number(Number::Decimal(u64::from(place.line())));
        line.put(b":");
        line.number(Number::Decimal(u64::from(place.column())));
    }
    line.put(b"\n");
    drop(line);
    proc::exit(127)
}

/// The prebuilt `core` refers to these; with panic = "abort" nobody calls them.
#[unsafe(no_mangle)]
pub extern "C" fn rust_eh_personality() {}

#[unsafe(no_mangle)]
pub extern "C" fn _Unwind_Resume() -> ! {
    proc::abort()
}
