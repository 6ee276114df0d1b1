//! Numbers in environment variables.
//!
//! In: text. Out: a number, and what stands behind it. Must not: refuse anything; what is no number is 0.

/// A number as `strtoul` reads it: blanks, a sign, `0x` or `0`, digits; what follows is ignored, no digit at all
/// is 0, too large a number is the largest. With what follows; behind a number that is too large, that is never nothing.
pub fn read(text: &[u8]) -> (u64, &[u8]) {
    let blanks = text.iter().take_while(|&&b| b == b' ' || b == b'\t').count();
    let text = text.get(blanks..).unwrap_or(&[]);
    let (negative, text) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let (base, digits) = match text {
        [b'0', b'x' | b'X', rest @ ..] => (16, rest),
        [b'0', ..] => (8, text),
        _ => (10, text),
    };
    let (mut result, mut rest): (u64, _) = (0, digits);
    while let [first, behind @ ..] = rest
        && let Some(digit) = char::from(*first).to_digit(base)
    {
        let next = result.checked_mul(u64::from(base)).and_then(|n| n.checked_add(u64::from(digit)));
        let Some(next) = next else { return (u64::MAX, rest) };
        (result, rest) = (next, behind);
    }
    (if negative { result.wrapping_neg() } else { result }, rest)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn as_strtoul_does() {
        assert_eq!(read(b" +0x1fg"), (31, &b"g"[..]));
        assert_eq!(read(b"017 "), (15, &b" "[..]));
        assert_eq!(read(b"-1"), (u64::MAX, &b""[..]));
        assert_eq!(read(b"yes"), (0, &b"yes"[..]));
        assert_eq!(read(b"99999999999999999999").0, u64::MAX);
    }
}
