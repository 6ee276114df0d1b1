//! Thread-local storage: the modules there are, the block that every thread has, what a thread has of its own.
//!
//! In: objects with a PT_TLS segment, threads that libc makes. Out: module numbers, offsets, addresses. Must not: know
//! where libc keeps its thread lists (the tenant does), or be called with a borrow of the linker's state alive
//! (allocation goes through the program's malloc, which may call back).
//!
//! A tutorial (Drepper, "ELF Handling For Thread-Local Storage"; psABI x86-64, TLS variant II). Every object with
//! PT_TLS is a *module* with a number from 1 on (`modules`). The *static* block lies directly below the thread pointer
//! in every thread (`static_block`), a module's part at its `place`; code compiled initial-exec reaches a variable by a
//! constant offset from `fs:0`. Everything else asks `__tls_get_addr({module, offset})`, which looks into the thread's
//! *dtv* (`dtv`): `dtv[module]` holds the address of that module's block in this thread, or "unallocated". `dtv[0]` is
//! a generation: when modules come and go the global generation rises, and a dtv with an older one is brought up to
//! date on the next access, slot by slot, before it is trusted. `dtv[-1]` is the capacity (`table`). Relocations
//! (`relocate`) put module numbers and offsets into the code's data; at start-up (`startup`) the first thread gets all
//! this before libc runs.

pub mod dtv;
pub mod memory;
pub mod modules;
pub mod place;
pub mod relocate;
pub mod startup;
pub mod static_block;
pub mod table;
pub mod told;
