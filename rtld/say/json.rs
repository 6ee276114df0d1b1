//! NDJSON: one object per line, for programs. Schema 1: every line has `v` (1) and `ev`; fields are only ever added.
//!
//! In: pairs of key and value. Out: a line. Must not: know what is said.
//!
//! Names are bytes; what is not UTF-8 is shown as U+FFFD.

use super::{Number, Sink};

/// A value.
#[derive(Clone, Copy)]
pub enum Value<'a> {
    Text(&'a [u8]),
    Number(u64),
    List(&'a [&'a [u8]]),
    Flag(bool),
    Null,
}

/// One line.
pub fn line(event: &str, fields: &[(&str, Value<'_>)], to: &mut dyn Sink) {
    to.put(b"{\"v\":1,\"ev\":");
    string(event.as_bytes(), to);
    for (key, value) in fields {
        to.put(b",");
        string(key.as_bytes(), to);
        to.put(b":");
        put(value, to);
    }
    to.put(b"}\n");
}

fn put(value: &Value<'_>, to: &mut dyn Sink) {
    match value {
        Value::Text(text) => string(text, to),
        Value::Number(number) => to.number(Number::Decimal(*number)),
        Value::List(texts) => {
            to.put(b"[");
            for (index, text) in texts.iter().enumerate() {
                to.put(if index == 0 { b"" } else { b"," });
                string(text, to);
            }
            to.put(b"]");
        }
        Value::Flag(flag) => to.put(if *flag { b"true" } else { b"false" }),
        Value::Null => to.put(b"null"),
    }
}

fn string(text: &[u8], to: &mut dyn Sink) {
    to.put(b"\"");
    for chunk in text.utf8_chunks() {
        characters(chunk.valid(), to);
        if !chunk.invalid().is_empty() {
            to.put("\u{fffd}".as_bytes());
        }
    }
    to.put(b"\"");
}

fn characters(text: &str, to: &mut dyn Sink) {
    for character in text.chars() {
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

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
