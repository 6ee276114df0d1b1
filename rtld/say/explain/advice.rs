//! What to type: a search path that has one directory more, and names as a shell takes them.
//!
//! In: names of files. Out: a line, or a name in quotes. Must not: propose what would be read as something else.

use super::Lines;
use crate::bytes::Owned;
use crate::link::linker::linker;
use crate::say::fill::Value::Text;
use alloc::vec::Vec;

/// Proposes a directory before those that are set already; not one that would be taken apart.
pub fn library_path(directory: &[u8], to: &mut Lines) -> bool {
    if directory.iter().any(|byte| b":;".contains(byte)) {
        to.line("but", "LD_LIBRARY_PATH cannot name that directory: `:' and `;' separate there", &[]);
        return false;
    }
    let options = linker().options();
    let value = match options.library_path().0.filter(|set| !set.is_empty()) {
        Some(set) => [directory, b":", set].concat(),
        None => directory.owned(),
    };
    let is_option = options.library_path_option.is_some();
    let template = if is_option { "--library-path %0" } else { "LD_LIBRARY_PATH=%0" };
    to.line("try", template, &[Text(&quoted(&value))]);
    true
}

/// A word of a command line.
pub fn quoted(word: &[u8]) -> Vec<u8> {
    if word.iter().all(|byte| byte.is_ascii_alphanumeric() || b"/.:_-+,=@%".contains(byte)) {
        return word.owned();
    }
    let mut quoted = b"'".owned();
    for &byte in word {
        quoted.extend_from_slice(if byte == b'\'' { b"'\\''" } else { core::slice::from_ref(&byte) });
    }
    quoted.push(b'\'');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        assert_eq!(quoted(b"/a/lib-1.0+x"), b"/a/lib-1.0+x");
        assert_eq!(quoted(b"a b"), b"'a b'");
        assert_eq!(quoted(b"it's $x"), b"'it'\\''s $x'");
    }
}
