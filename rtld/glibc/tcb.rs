//! The thread control block: libc's `struct pthread`, of which the loader makes the first.
//!
//! In: the thread pointer of the first thread; later, libc's thread lists. Out: the first thread as
//! libc expects to find it (`nptl` of glibc, `__tls_init_tp`), walks over all threads, the gscope protocol. Must not:
//! touch a thread's block beyond the fields named in the layout.
//!
//! The gscope protocol (glibc `THREAD_GSCOPE_*`): a thread inside a lock-free symbol lookup has `gscope_flag` 1 in
//! its header. Who wants to free what such a lookup may read sets it to 2 and sleeps on it; the reader, leaving,
//! swaps in 0 and wakes the sleeper if it finds 2.

use crate::arch::native::cpu;
use crate::error::Errno;
use crate::glibc::block::Block;
use crate::glibc::layout::Offset;
use crate::glibc::{Glibc, glibc, globals, link_map};
use crate::link::customs::customs;
use crate::link::linker::linker;
use crate::link::object::ObjectRef;
use crate::link::tenant::Thread;
use crate::mem::foreign;
use crate::mem::image::PAGE;
use crate::mem::lock;
use crate::mem::stack::at as aux;
use crate::say::text::fatal_text;
use crate::sys::map::{self, Protection};
use crate::sys::proc;
use core::sync::atomic::Ordering;

/// `tcbhead_t`, the same in every glibc on x86-64 (`sysdeps/x86_64/nptl/tls.h`).
const TCB: u16 = 0;
const MULTIPLE_THREADS: u16 = 24;
const GSCOPE_FLAG: u16 = 28;
const STACK_GUARD: u16 = 40;
const POINTER_GUARD: u16 = 48;

const GSCOPE_FREE: u32 = 0;
const GSCOPE_USED: u32 = 1;
const GSCOPE_WAIT: u32 = 2;

/// `struct rseq` (rseq(2)): the size registered, the signature glibc uses on x86, the place of `cpu_id`.
const RSEQ_SIZE: usize = 32;
const RSEQ_SIGNATURE: u32 = 0x5305_3053;
const RSEQ_CPU_ID: u16 = 4;
const RSEQ_UNINITIALISED: u32 = u32::MAX;
const RSEQ_FAILED: u32 = u32::MAX - 1;
/// What `__rseq_size` says once registered: the part of the area that is in use.
const RSEQ_ACTIVE: u32 = 20;

/// `struct robust_list_head`: list, futex_offset, list_op_pending; `futex_offset` is that of
/// `pthread_mutex_t.__lock` from `.__list` (minus 32).
const FUTEX_OFFSET: i64 = -32;

/// `ALLOCATE_GUARD_USER` of `stack_mode` (2.42 and later): the stack is not libc's.
const STACK_IS_USERS: u32 = 2;

fn thread(thread: Thread) -> Block {
    // SAFETY: a thread's control block is a `struct pthread` of the layout in use.
    unsafe { Block::new(thread.0 as *mut u8) }
}

/// What the calling thread's block says the kernel calls it; after a fork libc brings that up to date.
pub fn thread_id() -> u32 {
    thread(Thread(cpu::thread_pointer())).get(glibc().layout().pthread.tid)
}

/// `THREAD_STATE_JOINABLE` of `joinstate` (2.43 and later).
const JOINABLE: u32 = 2;

/// Makes the block at `tp` the calling (first) thread's.
pub fn enter(glibc: &Glibc, tp: usize) {
    let (block, at) = (thread(Thread(tp)), &glibc.layout().pthread);
    block.put(TCB, tp);
    block.put(cpu::SELF, tp);
    guards(glibc, block);
    // SAFETY: the block is complete as far as code running before libc needs it, and never moves.
    if unsafe { proc::set_thread_pointer(tp) }.is_err() {
        fatal_text(
            "cannot set up thread-local storage: cannot set %fs base address for thread-local storage",
        );
    }
    block.put(at.specific, block.at(at.specific_1stblock));
    block.put_if(at.user_stack, 1u8);
    block.put_if(at.stack_mode, STACK_IS_USERS);
    if let Some(initial) = linker().initial.get() {
        block.put(at.stackblock_size, initial.sp() as usize);
    }
    link_first(glibc, block);
    block.put_if(at.joinstate, JOINABLE);
    let cleared = at.joinstate.map_or(at.tid, Offset::get);
    // SAFETY: tid, its like, robust list and rseq area lie in the first thread's block, which lives as long as it.
    unsafe {
        block.put(at.tid, proc::set_tid_address(block.at(cleared) as usize));
        let head = block.at(at.robust_head) as usize;
        block.put(at.robust_prev, head);
        block.put(at.robust_head, head);
        block.put(at.robust_head + 8, FUTEX_OFFSET);
        // Without robust mutexes in the kernel there is nothing to be done, as in glibc.
        let _ = proc::set_robust_list(head, 24);
    }
    if let Some(exports) = glibc.exports() {
        // SAFETY: an exported byte of ours that gdb may have set.
        block.put(at.report_events, unsafe { exports.initial_report_events.read() });
    }
    rseq(glibc, block);
}

/// Stack protector and pointer guard, from AT_RANDOM's sixteen bytes; the lowest byte of the first is zero so that a
/// string function can not run over it (glibc `dl-osinfo.h`).
fn guards(glibc: &Glibc, block: Block) {
    let random = linker().initial.get().and_then(|i| i.auxiliary(aux::RANDOM)).filter(|&r| r != 0);
    if let Some(random) = random {
        // SAFETY: AT_RANDOM points to 16 bytes (getauxval(3)).
        let words = unsafe { (random as *const [u64; 2]).read_unaligned() };
        block.put(STACK_GUARD, words[0] & !0xff);
        block.put(POINTER_GUARD, words[1]);
        if let Some(exports) = glibc.exports() {
            // SAFETY: a word of ours, which nobody reads before libc is relocated.
            unsafe { exports.pointer_guard.write(words[1]) };
        }
        if customs().replaces_random_bytes() {
            // SAFETY: the same sixteen bytes, of the program's stack, which is writable.
            unsafe { proc::fill_with_random_bytes(random as *mut [u8; 16]) };
        }
    }
}

/// A new thread has the pointer guard, too, where libc itself has it in a variable: what was built before that, a character set's
/// module for one, hands libc pointers that it disguised by the block's.
pub fn hand_on_guard(tp: usize) {
    if customs().pointer_guard_is_a_variable() {
        let own: u64 = thread(Thread(cpu::thread_pointer())).get(POINTER_GUARD);
        thread(Thread(tp)).put(POINTER_GUARD, own);
    }
}

/// Links the first thread into `_dl_stack_user`.
fn link_first(glibc: &Glibc, block: Block) {
    let at = glibc.layout();
    let Some(list) = at.global.stack_user.map(Offset::get) else { return };
    let head = glibc.global().at(list) as usize;
    let entry = block.at(at.pthread.list) as usize;
    block.put(at.pthread.list, [head, head]);
    glibc.global().put(list, [entry, entry]);
}

/// Where the rseq area lies relative to the thread pointer, if this libc has the loader register it.
fn rseq_offset(glibc: &Glibc) -> Option<isize> {
    let exports = glibc.exports()?;
    // SAFETY: an exported variable of ours.
    let placed = unsafe { exports.rseq_offset.read() };
    match glibc.layout().pthread.rseq_area {
        Some(area) => Some(area.get() as isize),
        None => (placed != 0).then_some(placed),
    }
}

fn rseq(glibc: &Glibc, block: Block) {
    let (Some(exports), Some(offset)) = (glibc.exports(), rseq_offset(glibc)) else { return };
    let wanted = glibc.tunables().number(super::tunables::Name::PthreadRseq) != 0;
    let area = block.address().wrapping_add_signed(offset);
    // SAFETY: the area lies in the first thread's static block or control block.
    let cpu_id = unsafe { Block::new(area as *mut u8) };
    cpu_id.put(RSEQ_CPU_ID, RSEQ_UNINITIALISED);
    // SAFETY: as above; the area lives as long as the thread. The exported variables are ours.
    unsafe {
        let registered = wanted && proc::register_rseq(area, RSEQ_SIZE, RSEQ_SIGNATURE).is_ok();
        exports.rseq_offset.write(offset);
        if registered {
            exports.rseq_size.write(rseq_active(glibc));
        } else {
            cpu_id.put(RSEQ_CPU_ID, RSEQ_FAILED);
            exports.rseq_size.write(0);
        }
    }
}

/// A libc that leaves room for more says how much of the area the kernel uses.
fn rseq_active(glibc: &Glibc) -> u32 {
    if !glibc.wants_rseq_block.get() {
        return RSEQ_ACTIVE;
    }
    let used = linker().initial.get().and_then(|i| i.auxiliary(aux::RSEQ_FEATURE_SIZE)).unwrap_or(0);
    (used as u32).max(RSEQ_ACTIVE)
}

/// Since 2.41 the rseq area is not part of `struct pthread` but lies behind the modules' static TLS.
pub fn extra(glibc: &Glibc) -> Option<(u64, u64)> {
    if !glibc.wants_rseq_block.get() {
        return None;
    }
    let size = linker().initial.get().and_then(|i| i.auxiliary(aux::RSEQ_FEATURE_SIZE)).unwrap_or(0);
    Some(((size as u64).max(RSEQ_SIZE as u64).next_multiple_of(32), 32))
}

pub fn extra_placed(glibc: &Glibc, offset: u64) {
    if let Some(exports) = glibc.exports() {
        // SAFETY: an exported variable of ours, written before any thread but this exists.
        unsafe { exports.rseq_offset.write((offset as isize).wrapping_neg()) };
    }
}

/// Has a second thread ever been made?
pub fn is_threaded() -> bool {
    thread(Thread(cpu::thread_pointer())).get::<u32>(MULTIPLE_THREADS) != 0
}

/// Calls `f` for every thread, under libc's lock of the stack lists.
#[inline(never)]
pub fn each_thread(glibc: &Glibc, f: &mut dyn FnMut(Thread)) {
    let at = &glibc.layout().global;
    let (Some(used), Some(user)) = (at.stack_used, at.stack_user) else {
        f(Thread(cpu::thread_pointer()));
        return;
    };
    let _held = StackLock::take(glibc);
    for list in [used, user].map(Offset::get) {
        let head = glibc.global().at(list) as usize;
        let mut entry: usize = glibc.global().get(list);
        while entry != head && entry != 0 {
            f(Thread(entry - glibc.layout().pthread.list as usize));
            // SAFETY: a list_t of a live thread: lists change only under the lock we hold.
            entry = unsafe { (entry as *const usize).read() };
        }
    }
}

/// Up to 2.33 libpthread alone knows the threads: it fills their blocks when asked through a hook, for which it reads
/// the module's place in its link map.
pub fn fill_threads(glibc: &Glibc, object: ObjectRef) -> bool {
    let Some(offset) = glibc.layout().global.init_static_tls.filter(|_| glibc.is_chosen()) else {
        return false;
    };
    let fill: usize = glibc.global().get(offset.get());
    if fill != 0 {
        link_map::refresh(object, glibc.layout());
        // SAFETY: `void (*_dl_init_static_tls) (struct link_map *)`: ours, or libpthread's.
        unsafe { foreign::service(fill, object.handle() as usize) };
    }
    fill != 0
}

/// `_dl_stack_cache_lock`: a low-level lock word, 0 free, 1 taken, 2 taken and waited for (glibc `lowlevellock.h`).
struct StackLock(&'static core::sync::atomic::AtomicU32);

impl StackLock {
    fn take(glibc: &Glibc) -> Option<StackLock> {
        let word = glibc.global().atomic(glibc.layout().global.stack_cache_lock?.get());
        lock::lock_word(word);
        Some(StackLock(word))
    }
}

impl Drop for StackLock {
    fn drop(&mut self) {
        lock::unlock_word(self.0);
    }
}

/// The calling thread begins a lock-free lookup.
pub fn reader_enters(glibc: &Glibc) {
    if glibc.alive.load(Ordering::Relaxed) && is_threaded() {
        thread(Thread(cpu::thread_pointer())).atomic(GSCOPE_FLAG).store(GSCOPE_USED, Ordering::SeqCst);
    }
}

/// The calling thread's lookup ended; also legal if none began.
pub fn reader_leaves() {
    // SAFETY: the aligned word of the control block whose upper half the flag is.
    let flag = unsafe { cpu::load_at_thread_pointer(GSCOPE_FLAG as isize - 4) >> 32 } as u32;
    if flag == GSCOPE_FREE {
        return;
    }
    let flag = thread(Thread(cpu::thread_pointer())).atomic(GSCOPE_FLAG);
    if flag.swap(GSCOPE_FREE, Ordering::SeqCst) == GSCOPE_WAIT {
        proc::futex_wake(flag.as_ptr(), 1);
    }
}

/// Waits until every lookup that is going on in another thread has ended.
pub fn wait_for_readers(glibc: &Glibc) {
    if !glibc.alive.load(Ordering::Relaxed) || !is_threaded() {
        return;
    }
    if let Some(offset) = glibc.layout().global.wait_lookup_done {
        let wait: usize = glibc.global().get(offset.get());
        if wait != 0 {
            // SAFETY: `void (*_dl_wait_lookup_done) (void)`, libpthread's.
            unsafe { foreign::service(wait, 0) };
        }
        return;
    }
    let me = cpu::thread_pointer();
    each_thread(glibc, &mut |other| {
        if other.0 == me {
            return;
        }
        let flag = thread(other).atomic(GSCOPE_FLAG);
        let used = flag.compare_exchange(GSCOPE_USED, GSCOPE_WAIT, Ordering::SeqCst, Ordering::SeqCst);
        if used.is_ok() {
            while flag.load(Ordering::SeqCst) == GSCOPE_WAIT {
                proc::futex_wait(flag.as_ptr(), GSCOPE_WAIT);
            }
        }
    });
}

/// Makes every stack executable: the main one, those of all threads, and those to come.
pub fn make_stacks_executable(glibc: &Glibc) -> core::result::Result<(), Errno> {
    let hook = glibc.layout().global.make_stack_executable_hook.filter(|_| glibc.is_chosen());
    if let (Some(offset), Some(exports)) = (hook, glibc.exports()) {
        let function: usize = glibc.global().get(offset.get());
        // SAFETY: `int (*) (void **stack_endp)`: ours, or libpthread's, which calls ours and then does its threads.
        let failed = unsafe { foreign::service(function, exports.libc_stack_end as usize) };
        return if failed as i32 == 0 { Ok(()) } else { Err(Errno(failed as i32)) };
    }
    make_main_stack_executable(glibc)?;
    let mut failed = None;
    if glibc.is_chosen() {
        each_thread(glibc, &mut |other| failed = failed.or(change_stack(glibc, other).err()));
    }
    failed.map_or(Ok(()), Err)
}

/// The first thread's stack, and the flag for those to come.
pub fn make_main_stack_executable(glibc: &Glibc) -> core::result::Result<(), Errno> {
    let flags = linker().stack_flags.get() | crate::elf::PF_X;
    if let Some(exports) = glibc.exports() {
        let all = Protection::READ_WRITE.with(Protection::EXEC);
        // SAFETY: `__libc_stack_end` lies on the main stack.
        unsafe {
            let page = exports.libc_stack_end.read() as usize & !(PAGE - 1);
            map::protect_stack(page, PAGE, all)?;
        }
    }
    linker().stack_flags.set(flags);
    if glibc.is_chosen() {
        globals::stack_flags(glibc, glibc.layout(), flags);
    }
    Ok(())
}

/// `__nptl_change_stack_perm`: makes one thread's stack executable. The first thread's block names no stack.
pub fn change_stack(glibc: &Glibc, other: Thread) -> core::result::Result<(), Errno> {
    let (block, at) = (thread(other), &glibc.layout().pthread);
    let (stack, size, guard): (usize, usize, usize) =
        (block.get(at.stackblock), block.get(at.stackblock_size), block.get(at.guardsize));
    if stack == 0 || guard > size {
        return Ok(());
    }
    let all = Protection::READ_WRITE.with(Protection::EXEC);
    // SAFETY: the stack block of a thread, as libc recorded it; rights are only added.
    unsafe { map::protect(stack + guard, size - guard, all) }
}

/// The calling thread's control block, for the thread that is asked.
pub fn current() -> usize {
    cpu::thread_pointer()
}
