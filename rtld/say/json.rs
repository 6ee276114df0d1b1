//! NDJSON: one object per line, for programs. Schema 1: every line has `v` (1) and `ev`; fields are only ever added.
//!
//! In: keys and values. Out: a line. Must not: know what is said.
//!
//! Names are bytes; what is not UTF-8 is shown as U+FFFD.

use super::fill::Value;
use super::{Number, Sink};
use core::slice;

/// One line: the first word of `words` is its kind, the others are the keys of the values, in their order. Values beyond
/// the keys are not for programs.
pub fn line(words: &str, values: &[Value<'_>], to: &mut dyn Sink) {
    line_after(words, &[], values, to);
}

/// The same, after the fields `pid` and `t` if there are two values `first`.
pub fn line_after(words: &str, first: &[Value<'_>], values: &[Value<'_>], to: &mut dyn Sink) {
    let mut words = words.split(' ');
    to.put(b"{\"v\":1,\"ev\":");
    string(words.next().unwrap_or("").as_bytes(), to);
    for (key, value) in ["pid", "t"].into_iter().zip(first).chain(words.zip(values)) {
        to.put(b",");
        string(key.as_bytes(), to);
        to.put(b":");
        put(value, to);
    }
    to.put(b"}\n");
}

fn put(value: &Value<'_>, to: &mut dyn Sink) {
    match value {
        Value::Text(text) | Value::Object(text) | Value::Symbol(text) => string(text, to),
        Value::Number(number) => to.number(Number::Decimal(*number)),
        Value::Signed(number) => to.number(Number::Signed(*number)),
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
        characters(chunk.valid().as_bytes(), to);
        if !chunk.invalid().is_empty() {
            to.put("\u{fffd}".as_bytes());
        }
    }
    to.put(b"\"");
}

/// What JSON escapes is ASCII; every other byte stands for itself.
fn characters(text: &[u8], to: &mut dyn Sink) {
    for byte in text {
        match byte {
            b'"' | b'\\' => to.all(&[b"\\", slice::from_ref(byte)]),
            b'\n' => to.put(b"\\n"),
            b'\t' => to.put(b"\\t"),
            ..=0x1f => {
                to.put(b"\\u");
                to.number(Number::Address(u64::from(*byte), 4));
            }
            _ => to.put(slice::from_ref(byte)),
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
            "x a n z",
            &[Value::Text(b"q\"\\\n\x01\xff"), Value::Number(7), Value::Null, Value::Flag(true)],
            &mut to,
        );
        assert_eq!(
            to,
            "{\"v\":1,\"ev\":\"x\",\"a\":\"q\\\"\\\\\\n\\u0001\u{fffd}\",\"n\":7,\"z\":null}\n".as_bytes()
        );
    }
}
