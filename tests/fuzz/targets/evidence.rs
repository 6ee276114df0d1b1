//! The fingerprint of libc.so.6, on a damaged one.
//!
//! In: what to overwrite where. Must hold: no answer but a table that agrees in everything; an undamaged libc is known if the
//! system's is. Must not: execute anything of it.

use super::Bytes;
use rtld::bytes::View;
use rtld::glibc::evidence::{self, LibcImage, Sought, SymbolAt, observe};
use rtld::glibc::layout::Fingerprint;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ffi::CStr;
use std::fs;

const LIBC: &str = "/lib/x86_64-linux-gnu/libc.so.6";

/// The file laid out as in memory, with its symbols and relocated slots by name.
struct Libc {
    memory: Vec<u8>,
    symbols: BTreeMap<Vec<u8>, SymbolAt>,
    slots: BTreeMap<Vec<u8>, u64>,
    /// Where the functions that are looked at begin.
    looked_at: Vec<u64>,
}

const FUNCTIONS: [&[u8]; 6] = [
    b"_dl_find_object",
    b"clock_gettime",
    b"_dl_mcount_wrapper",
    b"__cxa_thread_atexit_impl",
    b"__libc_early_init",
    b"__nptl_version",
];

fn number<const N: usize>(bytes: &[u8], at: u64) -> u64 {
    let mut wide = [0; 8];
    wide[..N].copy_from_slice(&bytes[at as usize..][..N]);
    u64::from_le_bytes(wide)
}

impl Libc {
    fn read() -> Option<Libc> {
        let file = fs::read(LIBC).ok()?;
        let (start, count) = (number::<8>(&file, 32), number::<2>(&file, 56));
        let (mut memory, mut dynamic) = (Vec::new(), 0);
        for header in (0..count).map(|i| start + 56 * i) {
            let [offset, address, size] = [8, 16, 32].map(|at| number::<8>(&file, header + at));
            match number::<4>(&file, header) {
                1 => {
                    memory.resize((address + size) as usize, 0);
                    memory[address as usize..].copy_from_slice(&file[offset as usize..][..size as usize]);
                }
                2 => dynamic = address,
                _ => (),
            }
        }
        let tag = |wanted: u64| {
            let mut entries = (0..).map(|i| dynamic + 16 * i).take_while(|&at| number::<8>(&memory, at) != 0);
            entries.find(|&at| number::<8>(&memory, at) == wanted).map(|at| number::<8>(&memory, at + 8))
        };
        let (symtab, strtab) = (tag(6)?, tag(5)?);
        let name = |symbol: u64| {
            let at = strtab + number::<4>(&memory, symtab + 24 * symbol);
            memory[at as usize..].split(|&byte| byte == 0).next().unwrap_or(&[]).to_vec()
        };
        let symbols = (1..(strtab - symtab) / 24)
            .filter(|symbol| number::<2>(&memory, symtab + 24 * symbol + 6) != 0)
            .map(|symbol| {
                let at = symtab + 24 * symbol;
                (
                    name(symbol),
                    SymbolAt { address: number::<8>(&memory, at + 8), size: number::<8>(&memory, at + 16) },
                )
            })
            .collect::<BTreeMap<_, _>>();
        let tables = [(tag(7)?, tag(8)?), (tag(23)?, tag(2)?)];
        let slots = tables
            .iter()
            .flat_map(|&(start, size)| (start..start + size).step_by(24))
            .filter(|&at| matches!(number::<4>(&memory, at + 8), 6 | 7))
            .map(|at| (name(number::<4>(&memory, at + 12)), number::<8>(&memory, at)))
            .collect();
        let looked_at = FUNCTIONS.iter().filter_map(|name| Some(symbols.get(*name)?.address)).collect();
        Some(Libc { memory, symbols, slots, looked_at })
    }
}

impl LibcImage for Libc {
    fn symbol(&self, sought: Sought) -> Option<SymbolAt> {
        self.symbols.get(sought.name.bytes()).copied()
    }

    fn bytes(&self, address: u64) -> View {
        let rest = self.memory.get(address as usize..).unwrap_or(&[]);
        // SAFETY: the memory is not changed while `choose` runs, and lives as long as the thread.
        unsafe { View::new(rest.as_ptr(), rest.len()) }
    }

    fn import_slot(&self, name: &CStr) -> Option<u64> {
        self.slots.get(name.to_bytes()).copied()
    }
}

thread_local! {
    static SYSTEMS: RefCell<Option<Libc>> = RefCell::new(Libc::read());
}

/// Each change: which function, how far from its start, what.
fn choose_damaged(libc: &mut Libc, input: &[u8]) {
    let mut undo = Vec::new();
    let mut bytes = Bytes(input);
    while !bytes.is_empty() && undo.len() < 8 {
        let which = usize::from(bytes.byte()) % libc.looked_at.len();
        let at = libc.looked_at[which] as usize + usize::from(bytes.byte());
        let Some(byte) = libc.memory.get_mut(at) else { continue };
        undo.push((at, std::mem::replace(byte, bytes.byte())));
    }
    let observed = observe(libc);
    match evidence::choose(libc) {
        Ok(layout) => assert!(Fingerprint::of(layout) == observed),
        Err(unknown) => assert!(unknown.observed == observed),
    }
    undo.into_iter().rev().for_each(|(at, byte)| libc.memory[at] = byte);
}

pub fn choose(input: &'static [u8]) {
    SYSTEMS.with_borrow_mut(|libc| {
        if let Some(libc) = libc.as_mut().filter(|libc| !libc.looked_at.is_empty()) {
            choose_damaged(libc, input);
        }
    });
}
