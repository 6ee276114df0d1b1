//! The dtv as a table: where a thread's blocks of thread-local storage are, and what is to be freed.
//!
//! In: a thread, modules by number. Out: addresses of blocks; blocks kept and freed. Must not: know of modules more than
//! their numbers, or trust an entry below the generation it was written for.
//!
//! Entry -1 is the capacity, entry 0 the generation, and entry *n* has the address of module *n*'s block; libc, gdb and
//! compiled code read them (Drepper, "ELF Handling For Thread-Local Storage", 3.4). The second word of an entry is, by
//! glibc's `struct dtv_pointer`, what was allocated for the block, and libc's pthread_create frees it when it takes the stack
//! of a thread that has ended. But stacks go from libc to libc where there are several (auditors, dlmopen), and each calls
//! its own `free`, on memory of another's heap. So that word stays null, and what is to be freed stands behind the
//! entries, where only the loader looks: when libc asks for the stack's storage to be made ready again (or given
//! back), it is freed by who allocated it.

use crate::link::tenant::Thread;
use crate::link::tls::memory::Memory;

/// Room for more modules than there are, so that a few dlopens need no new dtv.
const SURPLUS: usize = 14;
/// "No block yet" in an entry.
const UNALLOCATED: usize = usize::MAX;
/// Where the thread control block keeps the dtv: its second word, in every glibc on x86-64 and read by gdb.
const TCB_DTV: usize = 8;

/// One entry: the block's address (or a counter, in entries -1 and 0), and a word for libc to free, which stays null; in
/// entry -1, which libc leaves alone, the dtv's own memory.
#[repr(C)]
#[derive(Clone, Copy)]
struct Entry {
    value: usize,
    memory: Memory,
}

/// A module's block in one thread.
#[derive(Clone, Copy)]
pub struct Block {
    pub address: usize,
    /// None: it lies in the static block, or nowhere.
    pub memory: Memory,
}

impl Block {
    pub fn unowned(address: usize) -> Block {
        Block { address, memory: Memory::NONE }
    }
}

/// Points to entry 0. Invariant: made by `allocate` and installed in a control block, or about to be; used by its own
/// thread, or by who makes or ends that thread.
#[derive(Clone, Copy)]
pub struct Dtv(*mut Entry);

/// The room for a dtv of `modules` and some more.
pub struct Size {
    capacity: usize,
}

impl Size {
    pub fn for_modules(modules: usize) -> Size {
        Size { capacity: modules + SURPLUS }
    }

    pub fn bytes(&self) -> usize {
        (self.capacity + 2) * size_of::<Entry>() + self.capacity * size_of::<Memory>()
    }
}

impl Dtv {
    pub fn allocate(modules: usize) -> Option<Dtv> {
        let size = Size::for_modules(modules);
        let memory = Memory::allocate(size.bytes())?;
        // SAFETY: fresh memory of that size.
        Some(unsafe { Dtv::make(size, memory.start(), memory) })
    }

    /// # Safety
    /// `block` has the size's bytes, aligned to 16, and is nobody's.
    pub unsafe fn make(size: Size, block: *mut u8, memory: Memory) -> Dtv {
        // SAFETY: the caller's block.
        unsafe {
            block.write_bytes(0, size.bytes());
            let first = block.cast::<Entry>();
            first.write(Entry { value: size.capacity, memory });
            Dtv(first.add(1))
        }
    }

    pub fn of(thread: Thread) -> Dtv {
        // SAFETY: a thread control block has its dtv pointer there.
        Dtv(unsafe { ((thread.0 + TCB_DTV) as *const *mut Entry).read() })
    }

    pub fn install(self, thread: Thread) {
        // SAFETY: as above.
        unsafe { ((thread.0 + TCB_DTV) as *mut *mut Entry).write(self.0) }
    }

    pub fn address(self) -> usize {
        self.0 as usize
    }

    pub fn capacity(self) -> usize {
        // SAFETY: entry -1 is there and has it.
        unsafe { (*self.0.sub(1)).value }
    }

    pub fn generation(self) -> u64 {
        // SAFETY: entry 0.
        unsafe { (*self.0).value as u64 }
    }

    pub fn set_generation(self, generation: u64) {
        // SAFETY: entry 0.
        unsafe { (*self.0).value = generation as usize }
    }

    fn entry(self, number: usize) -> *mut Entry {
        debug_assert!(number <= self.capacity());
        self.0.wrapping_add(number)
    }

    /// Where the memory of module `number`'s block is remembered.
    fn memory(self, number: usize) -> *mut Memory {
        debug_assert!((1..=self.capacity()).contains(&number));
        self.0.wrapping_add(self.capacity() + 1).cast::<Memory>().wrapping_add(number - 1)
    }

    /// The address of a module's block, if there is one. The number is within the capacity, here and below.
    pub fn get(self, number: usize) -> Option<usize> {
        // SAFETY: the number is within the capacity (caller).
        Some(unsafe { (*self.entry(number)).value }).filter(|&value| value != UNALLOCATED)
    }

    /// Says where a module's block is, or that there is none; what was there is nobody's to free.
    pub fn set(self, number: usize, address: Option<usize>) {
        let value = address.unwrap_or(UNALLOCATED);
        // SAFETY: as in `get`.
        unsafe { self.entry(number).write(Entry { value, memory: Memory::NONE }) }
    }

    /// Takes a fresh block, unless one has come meanwhile; answers the address that counts.
    pub fn add(self, number: usize, fresh: Block) -> usize {
        if let Some(known) = self.get(number) {
            // SAFETY: nobody has seen it.
            unsafe { fresh.memory.free() };
            return known;
        }
        self.set(number, Some(fresh.address));
        // SAFETY: as in `get`.
        unsafe { self.memory(number).write(fresh.memory) };
        fresh.address
    }

    /// The module is gone, or another: its block is freed.
    pub fn clear(self, number: usize) {
        self.set(number, None);
        self.free_block(number);
    }

    /// Frees the blocks of a thread that does not run.
    pub fn free_blocks(self) {
        (1..=self.capacity()).for_each(|number| self.free_block(number));
    }

    fn free_block(self, number: usize) {
        // SAFETY: the number is within the capacity (caller); this was the one place that knew of the block, and its module
        // or thread is gone.
        unsafe { self.memory(number).replace(Memory::NONE).free() };
    }

    /// Takes over what a smaller one has.
    pub fn take_over(self, other: Dtv) {
        let count = other.capacity();
        // SAFETY: both have entries 0 to `count`, and as many words behind their entries.
        unsafe {
            core::ptr::copy_nonoverlapping(other.0, self.0, count + 1);
            if count > 0 {
                core::ptr::copy_nonoverlapping(other.memory(1), self.memory(1), count);
            }
        }
    }

    /// Frees the dtv itself; the first thread's is the loader's own.
    pub fn free(self) {
        // SAFETY: its thread is gone, or has another.
        unsafe { (*self.0.sub(1)).memory.free() };
    }
}
