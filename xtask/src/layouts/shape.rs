//! Which fields a table has: read from `rtld/glibc/layout.rs` itself, so that a field is declared in one place.
//!
//! In: that file. Out: per structure its fields in order, and of each whether it must exist. Lines are read, not syntax.

use std::fs;
use std::path::Path;

/// A structure of `layout.rs`.
pub struct Struct {
    pub name: String,
    pub fields: Vec<Field>,
}

pub struct Field {
    pub name: String,
    pub kind: Kind,
    /// Some version does not have it: the table says `Some` or `None`.
    pub optional: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A number of bytes.
    Offset,
    Bit,
    /// Anything else: `table` knows it by name.
    Other,
}

/// The structures of the file.
pub fn read(path: &Path) -> Result<Vec<Struct>, String> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut all: Vec<Struct> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        let header = line.strip_prefix("pub struct ").and_then(|rest| rest.strip_suffix(" {"));
        if let Some(name) = header {
            all.push(Struct { name: name.into(), fields: Vec::new() });
            inside = true;
        } else if line == "}" {
            inside = false;
        } else if let Some(structure) = all.last_mut().filter(|_| inside) {
            structure.fields.extend(field(line));
        }
    }
    Ok(all)
}

fn field(line: &str) -> Option<Field> {
    let (name, kind) = line.strip_prefix("    pub ")?.trim_end_matches(',').split_once(": ")?;
    let inner = kind.strip_prefix("Option<").and_then(|k| k.strip_suffix('>'));
    let plain = match inner.unwrap_or(kind) {
        "u16" | "Offset" => Kind::Offset,
        "Bit" => Kind::Bit,
        _ => Kind::Other,
    };
    Some(Field { name: name.into(), kind: plain, optional: inner.is_some() })
}
