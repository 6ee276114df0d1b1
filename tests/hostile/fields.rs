//! Where the numbers of an ELF64 file lie, by structure.
//!
//! In: the bytes of a well-formed shared object. Out: named groups of fields (offset and size in the file). Read leniently:
//! a group whose structure is missing is left out. Must not: judge; the file is one that the system made.

/// Fields of one structure.
pub struct Group {
    pub name: &'static str,
    /// (offset in the file, size).
    pub fields: Vec<(usize, usize)>,
}

/// A file's bytes and its segments, for reading.
pub struct File<'a> {
    bytes: &'a [u8],
    /// (vaddr, offset, size in the file).
    loads: Vec<(u64, u64, u64)>,
}

impl<'a> File<'a> {
    pub fn new(bytes: &'a [u8]) -> File<'a> {
        let mut file = File { bytes, loads: Vec::new() };
        for header in file.program_headers() {
            if file.number(header, 4) == Some(1) {
                let field = |at| file.number(header + at, 8).unwrap_or(0);
                file.loads.push((field(16), field(8), field(32)));
            }
        }
        file
    }

    pub fn number(&self, at: usize, size: usize) -> Option<u64> {
        let mut wide = [0; 8];
        wide[..size].copy_from_slice(self.bytes.get(at..at.checked_add(size)?)?);
        Some(u64::from_le_bytes(wide))
    }

    /// Offsets of the program headers.
    pub fn program_headers(&self) -> Vec<usize> {
        let (start, count) = (self.number(32, 8).unwrap_or(0), self.number(56, 2).unwrap_or(0));
        (0..count as usize).map(|i| start as usize + 56 * i).collect()
    }

    fn offset(&self, vaddr: u64) -> Option<usize> {
        let load = self.loads.iter().find(|l| vaddr >= l.0 && vaddr - l.0 < l.2)?;
        Some((vaddr - load.0 + load.1) as usize)
    }

    /// (offset, tag, value) of the dynamic entries, DT_NULL included.
    pub fn dynamic(&self) -> Vec<(usize, u64, u64)> {
        let header = self.program_headers().into_iter().find(|&h| self.number(h, 4) == Some(2));
        let Some(start) = header.and_then(|h| self.number(h + 8, 8)) else { return Vec::new() };
        let mut entries = Vec::new();
        for at in (start as usize..).step_by(16) {
            let (Some(tag), Some(value)) = (self.number(at, 8), self.number(at + 8, 8)) else { break };
            entries.push((at, tag, value));
            if tag == 0 {
                break;
            }
        }
        entries
    }

    fn value(&self, wanted: u64) -> Option<u64> {
        self.dynamic().into_iter().find(|e| e.1 == wanted).map(|e| e.2)
    }

    /// The offset of a table in the file and how many entries of `each` bytes the tag `size` gives it.
    pub fn table(&self, tag: u64, size: u64, each: usize) -> Option<(usize, usize)> {
        Some((self.place(tag)?, self.value(size).unwrap_or(0) as usize / each))
    }

    /// Where the symbol of this name lies, looked for from the table's start.
    pub fn symbol(&self, name: &str) -> Option<usize> {
        let (symbols, strings) = (self.place(6)?, self.place(5)?);
        let text = |at: usize| self.bytes[at..].split(|&byte| byte == 0).next();
        let named = |at: &usize| {
            let offset = self.number(*at, 4).unwrap_or(0) as usize;
            strings + offset < self.bytes.len() && text(strings + offset) == Some(name.as_bytes())
        };
        (symbols..strings.max(symbols)).step_by(24).find(named)
    }

    /// Where one more dynamic entry can stand: at DT_NULL, if another one follows.
    pub fn spare(&self) -> Option<usize> {
        let (at, tag, _) = *self.dynamic().last()?;
        (tag == 0 && self.number(at + 16, 8) == Some(0) && self.number(at + 24, 8) == Some(0)).then_some(at)
    }

    /// Where GNU_PROPERTY_X86_ISA_1_NEEDED's bits lie.
    pub fn isa_needed(&self) -> Option<usize> {
        let kind = 0xc000_8002u32.to_le_bytes();
        let header =
            self.program_headers().into_iter().find(|&at| self.number(at, 4) == Some(0x6474_e553))?;
        let (start, size) = (self.number(header + 8, 8)? as usize, self.number(header + 32, 8)? as usize);
        let note = self.bytes.get(start..start.checked_add(size)?)?;
        note.windows(4).position(|word| word == kind).map(|at| start + at + 8)
    }

    pub fn place(&self, tag: u64) -> Option<usize> {
        self.offset(self.value(tag)?)
    }
}

/// `count` records of fields with these sizes, from `start` on.
pub fn records(start: usize, count: usize, sizes: &[usize]) -> Vec<(usize, usize)> {
    let mut fields = Vec::new();
    let mut at = start;
    for _ in 0..count {
        for &size in sizes {
            fields.push((at, size));
            at += size;
        }
    }
    fields
}

const HEADER: [usize; 13] = [2, 2, 4, 8, 8, 8, 4, 2, 2, 2, 2, 2, 2];
const PROGRAM_HEADER: [usize; 8] = [4, 4, 8, 8, 8, 8, 8, 8];
const SYMBOL: [usize; 6] = [4, 1, 1, 2, 8, 8];
const RELA: [usize; 4] = [8, 4, 4, 8];

/// Every group of the file.
pub fn groups(bytes: &[u8]) -> Vec<Group> {
    let file = File::new(bytes);
    let mut groups = Vec::new();
    let mut add = |name, fields: Option<Vec<(usize, usize)>>| {
        let inside = |f: &(usize, usize)| f.0.checked_add(f.1).is_some_and(|end| end <= bytes.len());
        let fields: Vec<_> = fields.unwrap_or_default().into_iter().filter(inside).collect();
        if !fields.is_empty() {
            groups.push(Group { name, fields });
        }
    };
    let mut header = records(0, 16, &[1]);
    header.extend(records(16, 1, &HEADER));
    add("ELF header", Some(header));
    add(
        "program headers",
        Some(file.program_headers().into_iter().flat_map(|at| records(at, 1, &PROGRAM_HEADER)).collect()),
    );
    add("dynamic tags", Some(file.dynamic().into_iter().map(|e| (e.0, 8)).collect()));
    add("dynamic values", Some(file.dynamic().into_iter().map(|e| (e.0 + 8, 8)).collect()));
    let strings = file.value(10).unwrap_or(0) as usize;
    add("DT_STRTAB", file.place(5).map(|at| records(at, strings, &[1])));
    let symbols = match (file.place(5), file.place(6)) {
        (Some(strings), Some(symbols)) if strings > symbols => (strings - symbols) / 24,
        _ => 64,
    };
    add("DT_SYMTAB", file.place(6).map(|at| records(at, symbols, &SYMBOL)));
    add("DT_VERSYM", file.place(0x6fff_fff0).map(|at| records(at, symbols, &[2])));
    add("DT_HASH", file.place(4).map(|at| sysv(&file, at)));
    add("DT_GNU_HASH", file.place(0x6fff_fef5).map(|at| gnu(&file, at, symbols)));
    add("DT_VERNEED", file.place(0x6fff_fffe).map(|at| needs(&file, at)));
    add("DT_VERDEF", file.place(0x6fff_fffc).map(|at| definitions(&file, at)));
    let count = |size: u64, each: usize| file.value(size).unwrap_or(0) as usize / each;
    add("DT_RELA", file.place(7).map(|at| records(at, count(8, 24), &RELA)));
    add("DT_JMPREL", file.place(23).map(|at| records(at, count(2, 24), &RELA)));
    add("DT_RELR", file.place(36).map(|at| records(at, count(35, 8), &[8])));
    add("DT_INIT_ARRAY", file.place(25).map(|at| records(at, count(27, 8), &[8])));
    add("DT_FINI_ARRAY", file.place(26).map(|at| records(at, count(28, 8), &[8])));
    add("GOT", file.place(3).map(|at| records(at, 3 + count(2, 24), &[8])));
    add("notes", Some(notes(&file)));
    groups
}

fn sysv(file: &File, at: usize) -> Vec<(usize, usize)> {
    let words = file.number(at, 4).unwrap_or(0) + file.number(at + 4, 4).unwrap_or(0);
    records(at, 2 + words as usize, &[4])
}

fn gnu(file: &File, at: usize, symbols: usize) -> Vec<(usize, usize)> {
    let word = |index: usize| file.number(at + 4 * index, 4).unwrap_or(0) as usize;
    let (buckets, offset, bloom) = (word(0), word(1), word(2));
    let mut fields = records(at, 4, &[4]);
    // Thrice: the header's four words matter most.
    fields.extend_from_within(..);
    fields.extend(records(at + 16, bloom, &[8]));
    fields.extend(records(at + 16 + 8 * bloom, buckets + symbols.saturating_sub(offset), &[4]));
    fields
}

fn needs(file: &File, start: usize) -> Vec<(usize, usize)> {
    let mut fields = Vec::new();
    let mut at = start;
    for _ in 0..64 {
        fields.extend(records(at, 1, &[2, 2, 4, 4, 4]));
        let link = |field: usize| file.number(field, 4).unwrap_or(0) as usize;
        let mut aux = at + link(at + 8);
        for _ in 0..64 {
            fields.extend(records(aux, 1, &[4, 2, 2, 4, 4]));
            match link(aux + 12) {
                0 => break,
                next => aux += next,
            }
        }
        match link(at + 12) {
            0 => break,
            next => at += next,
        }
    }
    fields
}

fn definitions(file: &File, start: usize) -> Vec<(usize, usize)> {
    let mut fields = Vec::new();
    let mut at = start;
    for _ in 0..64 {
        fields.extend(records(at, 1, &[2, 2, 2, 2, 4, 4, 4]));
        let link = |field: usize| file.number(field, 4).unwrap_or(0) as usize;
        fields.extend(records(at + link(at + 12), 1, &[4, 4]));
        match link(at + 16) {
            0 => break,
            next => at += next,
        }
    }
    fields
}

fn notes(file: &File) -> Vec<(usize, usize)> {
    let mut fields = Vec::new();
    for header in file.program_headers() {
        let kind = file.number(header, 4).unwrap_or(0);
        if kind == 4 || kind == 0x6474_e553 {
            let field = |at| file.number(header + at, 8).unwrap_or(0) as usize;
            fields.extend(records(field(8), field(32) / 4, &[4]));
        }
    }
    fields
}
