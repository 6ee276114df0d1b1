//! The arithmetic of relocations: what to store, given what is known.
//!
//! In: a `RelocKind` (the machine's table in `arch/` made it from a number) and its inputs. Out: a `Patch`, or that the
//! value does not fit. Must not: look symbols up, call resolvers or store: `link/relocate` does, in one loop. The
//! formulas of all machines are here once; a machine only says which number has which kind.
//!
//! The letters are the psABI's: B the object's load address, P the place's address, A the addend, S the symbol's
//! value at run time (for TLS: its offset in its module's block), Z its size.

#![forbid(unsafe_code)]
#![deny(clippy::arithmetic_side_effects)]

/// What a relocation asks for; names in brackets are those of x86-64.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RelocKind {
    /// Nothing. (NONE)
    None,
    /// B + A, 64 bits. (RELATIVE)
    Relative,
    /// S + A, 64 bits. (64)
    Absolute,
    /// S. The addend is ignored, as glibc does: with `ld -z mark-plt` it holds something else. (GLOB_DAT)
    GotEntry,
    /// S, ignoring the addend for the same reason; lazily, B + what the slot holds. (JUMP_SLOT)
    PltEntry,
    /// Copy Z bytes from S, looked up in the scope without this object, to P. (COPY)
    Copy,
    /// The id of the module that defines S, or of this one if there is no symbol. (DTPMOD64)
    TlsModule,
    /// S + A within its module's block. (DTPOFF64)
    TlsOffset,
    /// S + A - the distance of the module's block below the thread pointer. (TPOFF64)
    TlsStatic,
    /// Two words: a resolver and its argument. (TLSDESC)
    TlsDesc,
    /// The result of calling B + A. (IRELATIVE)
    IRelative,
    /// S + A - P, 32 bits signed. (PC32)
    Pc32,
    /// S + A, 32 bits unsigned. (32)
    Abs32,
    /// Z + A, 32 bits unsigned. (SIZE32)
    Size32,
    /// Z + A, 64 bits. (SIZE64)
    Size64,
    /// B + A, 64 bits wherever words have 32. (RELATIVE64)
    Relative64,
    /// Not a number that can occur in a dynamic relocation of this machine.
    Unknown(u32),
}

/// What is to be stored at the place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Patch {
    Store64(u64),
    Store32(u32),
    /// Nothing is to be done.
    Nothing,
    /// Not arithmetic of the inputs of `patch`: the caller must know more (Copy, the TLS kinds with module or
    /// block, IRelative) or complain (Unknown).
    NotArithmetic,
}

/// The value does not fit into the place. The caller names symbol and relocation, and stores, as glibc does, as much as fits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Overflow {
    pub low: u32,
}

/// `symbol_value` and `symbol_size` are 0 without a symbol. For `TlsOffset`, `symbol_value` is st_value itself.
#[inline]
pub fn patch(
    kind: RelocKind,
    place: u64,
    base: u64,
    symbol_value: u64,
    symbol_size: u64,
    addend: i64,
) -> Result<Patch, Overflow> {
    let unsigned = |value: u64| match u32::try_from(value) {
        Ok(value) => Ok(Patch::Store32(value)),
        Err(_) => Err(Overflow { low: value as u32 }),
    };
    Ok(match kind {
        RelocKind::None => Patch::Nothing,
        RelocKind::Relative | RelocKind::Relative64 => Patch::Store64(base.wrapping_add_signed(addend)),
        RelocKind::Absolute | RelocKind::TlsOffset => {
            Patch::Store64(symbol_value.wrapping_add_signed(addend))
        }
        RelocKind::GotEntry | RelocKind::PltEntry => Patch::Store64(symbol_value),
        RelocKind::Size64 => Patch::Store64(symbol_size.wrapping_add_signed(addend)),
        RelocKind::Abs32 => unsigned(symbol_value.wrapping_add_signed(addend))?,
        RelocKind::Size32 => unsigned(symbol_size.wrapping_add_signed(addend))?,
        RelocKind::Pc32 => {
            let distance = symbol_value.wrapping_add_signed(addend).wrapping_sub(place);
            let low = distance as u32;
            if i32::try_from(distance.cast_signed()).is_err() {
                return Err(Overflow { low });
            }
            Patch::Store32(low)
        }
        RelocKind::Copy
        | RelocKind::TlsModule
        | RelocKind::TlsStatic
        | RelocKind::TlsDesc
        | RelocKind::IRelative
        | RelocKind::Unknown(_) => Patch::NotArithmetic,
    })
}

/// `TlsStatic`: the offset from the thread pointer, where blocks lie below it (TLS variant II).
/// `block` is the defining module's `StaticLayout` offset.
#[inline]
pub const fn static_tls(symbol_value: u64, addend: i64, block: u64) -> u64 {
    symbol_value.wrapping_add_signed(addend).wrapping_sub(block)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(kind: RelocKind) -> Result<Patch, Overflow> {
        patch(kind, 0x1000, 0x5000_0000, 0x7000, 24, -8)
    }

    #[test]
    fn formulas() {
        use RelocKind::*;
        assert_eq!(value(None), Ok(Patch::Nothing));
        assert_eq!(value(Relative), Ok(Patch::Store64(0x5000_0000 - 8)));
        assert_eq!(value(Absolute), Ok(Patch::Store64(0x6ff8)));
        assert_eq!(value(GotEntry), Ok(Patch::Store64(0x7000)));
        assert_eq!(value(PltEntry), Ok(Patch::Store64(0x7000)));
        assert_eq!(value(Size32), Ok(Patch::Store32(16)));
        assert_eq!(value(Size64), Ok(Patch::Store64(16)));
        assert_eq!(value(Pc32), Ok(Patch::Store32(0x5ff8)));
        assert_eq!(value(Abs32), Ok(Patch::Store32(0x6ff8)));
        assert_eq!(value(Copy), Ok(Patch::NotArithmetic));
        assert_eq!(static_tls(0x10, 4, 0x80), (-0x6ci64).cast_unsigned());
    }

    #[test]
    fn overflows() {
        let fits = |kind, value| patch(kind, 0, 0, value, value, 0).is_ok();
        for kind in [RelocKind::Abs32, RelocKind::Size32] {
            assert!(fits(kind, 0xffff_ffff) && !fits(kind, 0x1_0000_0000) && !fits(kind, u64::MAX));
        }
        assert!(fits(RelocKind::Pc32, 0x7fff_ffff) && !fits(RelocKind::Pc32, 0x8000_0000));
        assert!(
            fits(RelocKind::Pc32, 0xffff_ffff_8000_0000) && !fits(RelocKind::Pc32, 0xffff_ffff_7fff_ffff)
        );
        assert!(patch(RelocKind::Relative, 0, u64::MAX, 0, 0, i64::MAX).is_ok());
    }
}
