//! Templates: a line's words and the places of what it is about, `%0 [%1]`, in one text.
//!
//! In: a template and its values. Out: bytes in a sink. Must not: allocate.
//!
//! There are some two hundred lines. Put together word by word each would be a dozen calls; so they are data, and this is
//! the one loop that reads them. After `%` stands the number of a value, and between the two perhaps how it is shown: `x`
//! in hexadecimal digits, `b`, `l` and `p` in two, eight and sixteen of them (a byte, a long, a pointer), `w` in sixteen columns, `:` or a blank what stands between the items of a list.
//! `%%` is a percent sign.

use super::{Number, Sink};

/// What a line is about.
#[derive(Clone, Copy)]
pub enum Value<'a> {
    Text(&'a [u8]),
    /// A text that is the name of an object: `obj=` chooses among lines by it.
    Object(&'a [u8]),
    /// A text that is the name of a symbol: `sym=` chooses.
    Symbol(&'a [u8]),
    Number(u64),
    Signed(i64),
    List(&'a [&'a [u8]]),
    Flag(bool),
    Null,
}

impl<'a> Value<'a> {
    pub fn size(value: usize) -> Value<'a> {
        Value::Number(value as u64)
    }

    pub fn word(text: &'a str) -> Value<'a> {
        Value::Text(text.as_bytes())
    }

    pub fn maybe(text: Option<&'a [u8]>) -> Value<'a> {
        text.map_or(Value::Null, Value::Text)
    }
}

/// Puts `template`, its places filled; a place without a value is empty.
#[inline(never)]
pub fn fill(to: &mut dyn Sink, template: &str, values: &[Value<'_>]) {
    let mut parts = template.as_bytes().split(|&byte| byte == b'%');
    to.put(parts.next().unwrap_or(b""));
    while let Some(part) = parts.next() {
        let (shown, rest) = match *part {
            [] => {
                to.put(b"%");
                to.put(parts.next().unwrap_or(b""));
                continue;
            }
            [digit @ b'0'..=b'9', ref rest @ ..] => (b'0', (digit, rest)),
            [how, digit, ref rest @ ..] => (how, (digit, rest)),
            _ => return,
        };
        let (digit, rest) = rest;
        if let Some(value) = values.get(usize::from(digit.wrapping_sub(b'0'))) {
            show(to, value, shown);
        }
        to.put(rest);
    }
}

fn show(to: &mut dyn Sink, value: &Value<'_>, how: u8) {
    match *value {
        Value::Text(text) | Value::Object(text) | Value::Symbol(text) => to.put(text),
        Value::Number(number) => to.number(match how {
            b'x' => Number::Hex(number),
            b'b' => Number::Address(number, 2),
            b'l' => Number::Address(number, 8),
            b'p' => Number::Address(number, 16),
            b'w' => Number::Padded(number, 16),
            _ => Number::Decimal(number),
        }),
        Value::Signed(number) => to.number(Number::Signed(number)),
        Value::List(texts) => {
            for (index, text) in texts.iter().enumerate() {
                to.put(if index == 0 { b"" } else { core::slice::from_ref(&how) });
                to.put(text);
            }
        }
        Value::Flag(_) | Value::Null => {}
    }
}

#[cfg(test)]
mod tests {
    use super::Value::*;
    use super::*;
    use alloc::vec::Vec;

    fn filled(template: &str, values: &[Value<'_>]) -> Vec<u8> {
        let mut to = Vec::new();
        fill(&mut to, template, values);
        to
    }

    #[test]
    fn templates() {
        assert_eq!(filled("%1 [%0]%%", &[Number(7), Text(b"a%0")]), b"a%0 [7]%");
        assert_eq!(filled("%x0 %p0|%w0", &[Number(31)]), b"1f 000000000000001f|              31");
        assert_eq!(filled("%:0;% 0", &[List(&[b"a", b"b"])]), b"a:b;a b");
        assert_eq!(filled("no%5ne%0%", &[Null]), b"none%");
    }
}
