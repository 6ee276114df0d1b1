//! Short texts inside the constant tables that they belong to.
//!
//! In: constants. Out: their bytes. Must not: hold an address: a table without one needs no relocation, and its pages stay the
//! file's, shared and clean.

/// A short text inside the constant table it belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Label<const N: usize> {
    len: u8,
    bytes: [u8; N],
}

impl<const N: usize> Label<N> {
    /// For constants: a text of more than `N` bytes does not compile.
    pub const fn of(text: &str) -> Label<N> {
        let (text, mut bytes, mut i) = (text.as_bytes(), [0; N], 0);
        while i < text.len() {
            bytes[i] = text[i];
            i += 1;
        }
        Label { len: i as u8, bytes }
    }

    pub fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.len.into()).unwrap_or(&[])
    }
}

/// A few words in one text, which has blanks between them: one place where a slice of texts has a place for each.
#[derive(Clone, Copy)]
pub struct Words(pub &'static str);

impl Words {
    pub fn iter(self) -> impl Iterator<Item = &'static [u8]> {
        self.0.as_bytes().split(|&byte| byte == b' ')
    }

    pub fn contains(self, word: &[u8]) -> bool {
        self.iter().any(|known| known == word)
    }
}

impl<const N: usize> core::fmt::Debug for Label<N> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{:?}", self.bytes().escape_ascii())
    }
}
