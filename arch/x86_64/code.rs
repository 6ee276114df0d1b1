//! Instructions read as data: who uses a field tells where it lies.
//!
//! In: the bytes of code from some place on. Out: the register and the displacement of the one instruction that may lie there, if it
//! is of the asked kind. Must not: run anything, or follow control; whoever scans bytes asks at every place. Encodings are those of
//! the architecture's manual ("Instruction Format"), registers their numbers, 0 to 15. Which register a compiler takes depends on
//! its flags (a frame pointer costs one), so that all are understood.

const LOAD: u8 = 0x8b;
const LEA: u8 = 0x8d;
const LOCK: u8 = 0xf0;
/// The groups of indirect calls and jumps, and of additions of a byte.
const INDIRECT: u8 = 0xff;
const ADD_BYTE: u8 = 0x83;
/// The prefix REX: 64 bits wide; one more bit for ModRM's register; and for its base.
const REX: u8 = 0x40;
const REX_W: u8 = 0x48;
const REX_R: u8 = 4;
const REX_B: u8 = 1;
const RSP: u8 = 4;
const RDI: u8 = 7;

/// DISPLACEMENT(BASE).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    pub base: u8,
    pub displacement: u32,
}

/// `mov DISPLACEMENT(%rip), %REG`: the register, and the displacement from the instruction's end, which is after seven bytes.
pub fn load_from_here(code: [u8; 7]) -> Option<(u8, i32)> {
    let [rex, LOAD, modrm, displacement @ ..] = code else { return None };
    let is_relative = rex & !REX_R == REX_W && modrm & 0xc7 == 0x05;
    is_relative.then_some((register(modrm >> 3, rex & REX_R), i32::from_le_bytes(displacement)))
}

/// `mov FIELD, %REG`, `jmp *FIELD` or `call *FIELD`.
pub fn field_loaded(code: [u8; 8]) -> Option<Field> {
    match code {
        [rex, LOAD, rest @ ..] if rex & !(REX_R | REX_B) == REX_W => field(rex, rest),
        [rex, INDIRECT, rest @ ..] if rex & !REX_B == REX && is_call_or_jump(rest[0]) => field(rex, rest),
        [INDIRECT, modrm, a, b, c, d, e, _] if is_call_or_jump(modrm) => field(0, [modrm, a, b, c, d, e]),
        _ => None,
    }
}

/// `lea FIELD, %rdi`: a first argument.
pub fn field_passed(code: [u8; 8]) -> Option<Field> {
    match code {
        [rex, LEA, rest @ ..] if rex & !REX_B == REX_W && group(rest[0]) == RDI => field(rex, rest),
        _ => None,
    }
}

/// `lock addq $1, FIELD` or `lock incq FIELD`.
pub fn field_counted(code: [u8; 9]) -> Option<Field> {
    match code {
        [LOCK, rex, ADD_BYTE | INDIRECT, rest @ ..] if rex & !REX_B == REX_W && group(rest[0]) == 0 => {
            field(rex, rest)
        }
        _ => None,
    }
}

/// The operand of ModRM, perhaps SIB, and a displacement of four bytes; of locals, none.
fn field(rex: u8, code: [u8; 6]) -> Option<Field> {
    let [modrm, a, b, c, d, e] = code;
    if modrm & 0xc0 != 0x80 {
        return None;
    }
    let (displacement, low) = (if modrm & 7 == RSP { [b, c, d, e] } else { [a, b, c, d] }, modrm & 7);
    let base = register(low, rex & REX_B);
    // Where ModRM names %rsp or %r12, the base is in a byte of its own, which could name an index, too.
    let is_plain = low != RSP || a == 0x24 && base != RSP;
    is_plain.then_some(Field { base, displacement: u32::from_le_bytes(displacement) })
}

/// The register with these three low bits.
const fn register(low: u8, fourth: u8) -> u8 {
    low & 7 | if fourth == 0 { 0 } else { 8 }
}

/// What ModRM says of an instruction of a group.
const fn group(modrm: u8) -> u8 {
    modrm >> 3 & 7
}

/// Of the group of indirect ones: near.
const fn is_call_or_jump(modrm: u8) -> bool {
    matches!(group(modrm), 2 | 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(base: u8, displacement: u32) -> Option<Field> {
        Some(Field { base, displacement })
    }

    #[test]
    fn loads_relative_to_themselves() {
        // mov 0x1bc932(%rip), %r12
        assert_eq!(load_from_here([0x4c, 0x8b, 0x25, 0x32, 0xc9, 0x1b, 0]), Some((12, 0x1b_c932)));
        // mov -2(%rip), %rax
        assert_eq!(load_from_here([0x48, 0x8b, 0x05, 0xfe, 0xff, 0xff, 0xff]), Some((0, -2)));
        // lea 2(%rip), %rax; mov 2(%rbx), %rax
        assert_eq!(load_from_here([0x48, 0x8d, 0x05, 2, 0, 0, 0]), None);
        assert_eq!(load_from_here([0x48, 0x8b, 0x83, 2, 0, 0, 0]), None);
    }

    #[test]
    fn fields_by_any_register() {
        // jmp *0x358(%rax); call *0x358(%r13); call *0x358(%r12)
        assert_eq!(field_loaded([0xff, 0xa0, 0x58, 3, 0, 0, 0, 0]), at(0, 0x358));
        assert_eq!(field_loaded([0x41, 0xff, 0x95, 0x58, 3, 0, 0, 0]), at(13, 0x358));
        assert_eq!(field_loaded([0x41, 0xff, 0x94, 0x24, 0x58, 3, 0, 0]), at(12, 0x358));
        // mov 0x358(%rbx), %r8; mov 0x358(%rsp), %rax; push 0x358(%rax)
        assert_eq!(field_loaded([0x4c, 0x8b, 0x83, 0x58, 3, 0, 0, 0]), at(3, 0x358));
        assert_eq!(field_loaded([0x48, 0x8b, 0x84, 0x24, 0x58, 3, 0, 0]), None);
        assert_eq!(field_loaded([0xff, 0xb0, 0x58, 3, 0, 0, 0, 0]), None);
    }

    #[test]
    fn locks_and_counts() {
        // lea 0xa08(%r12), %rdi; lea 0xa08(%rbx), %rdi; lea 0xa08(%rbx), %rsi; lea 0xa08(%r12, %rax), %rdi
        assert_eq!(field_passed([0x49, 0x8d, 0xbc, 0x24, 8, 0xa, 0, 0]), at(12, 0xa08));
        assert_eq!(field_passed([0x48, 0x8d, 0xbb, 8, 0xa, 0, 0, 0xe8]), at(3, 0xa08));
        assert_eq!(field_passed([0x48, 0x8d, 0xb3, 8, 0xa, 0, 0, 0xe8]), None);
        assert_eq!(field_passed([0x49, 0x8d, 0xbc, 0x04, 8, 0xa, 0, 0]), None);
        // lock addq $1, 0x498(%rax); lock incq 0x498(%r14); lock addq $1, 0x498(%r12); lock cmpxchg is another.
        assert_eq!(field_counted([0xf0, 0x48, 0x83, 0x80, 0x98, 4, 0, 0, 1]), at(0, 0x498));
        assert_eq!(field_counted([0xf0, 0x49, 0xff, 0x86, 0x98, 4, 0, 0, 0x48]), at(14, 0x498));
        assert_eq!(field_counted([0xf0, 0x49, 0x83, 0x84, 0x24, 0x98, 4, 0, 0]), at(12, 0x498));
        assert_eq!(field_counted([0xf0, 0x48, 0x0f, 0xb1, 0x80, 0x98, 4, 0, 0]), None);
    }
}
