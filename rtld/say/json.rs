//! NDJSON: one object per line, for programs. Schema 1: every line has `v` (1) and `ev`; fields are only ever added.
//!
//! In: pairs of key and value. Out: a line. Must not: know what is said.
//!
//! Names are bytes; what is not UTF-8 is shown as U+FFFD.

use super::{Number, Sink};
use alloc::string::String;
use alloc::vec::Vec;

/// A value.
#[derive(Clone, Copy)]
pub enum Value<'a> {
    Text(&'a [u8]),
    Number(u64),
    Null,
}

/// One line.
pub fn line(event: &str, fields: &[(&str, Value<'_>)], to: &mut Vec<u8>) {
    to.put(b"{\"v\":1,\"ev\":");
    string(event.as_bytes(), to);
    for (key, value) in fields {
        to.put(b",");
        string(key.as_bytes(), to);
        to.put(b":");
        match value {
            Value::Text(text) => string(text, to),
            Value::Number(number) => to.number(Number::Decimal(*number)),
            Value::Null => to.put(b"null"),
        }
    }
    to.put(b"}\n");
}

fn string(text: &[u8], to: &mut Vec<u8>) {
    to.put(b"\"");
    for character in String::from_utf8_lossy(text).chars() {
        let mut bytes = [0; 4];
        match character {
            '"' | '\\' => to.all(&[b"\\", character.encode_utf8(&mut bytes).as_bytes()]),
            '\n' => to.put(b"\\n"),
            '\t' => to.put(b"\\t"),
            '\0'..='\x1f' => {
                to.put(b"\\u");
                to.number(Number::Address(u64::from(u32::from(character)), 4));
            }
            _ => to.put(character.encode_utf8(&mut bytes).as_bytes()),
        }
    }
    to.put(b"\"");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        let mut to = Vec::new();
        line(
            "x",
            &[("a", Value::Text(b"q\"\\\n\x01\xff")), ("n", Value::Number(7)), ("z", Value::Null)],
            &mut to,
        );
        assert_eq!(
            to,
            "{\"v\":1,\"ev\":\"x\",\"a\":\"q\\\"\\\\\\n\\u0001\u{fffd}\",\"n\":7,\"z\":null}\n".as_bytes()
        );
    }
}
