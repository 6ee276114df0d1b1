//! What start-up reads before anything else: command line, environment, GLIBC_TUNABLES.
//!
//! In: zero-terminated words. Must hold: with raised privileges nothing of the environment that chooses files or prints is
//! heard; what children may see of GLIBC_TUNABLES is never longer than it was (CVE-2023-4911), and stays as it is when it is
//! rewritten again; numbers lie in their ranges. Must not: look at this process's environment.

use rtld::bytes::Name;
use rtld::glibc::tunables::{self, Kind, Privilege, Security, Tunables, Value};
use rtld::plan::command_line::{self, Usage};
use rtld::plan::options::{self, Options};

pub static OPTIONS: &[&[u8]] = &[
    b"--list\0",
    b"--verify\0",
    b"--library-path\0",
    b"--inhibit-cache\0",
    b"--inhibit-rpath\0",
    b"--audit\0",
    b"--preload\0",
    b"--argv0\0",
    b"--help\0",
    b"--version\0",
    b"--list-tunables\0",
    b"--why\0",
    b"--tree\0",
    b"--check\0",
    b"--json\0",
    b"--\0",
];

pub static VARIABLES: &[&[u8]] = &[
    b"LD_DEBUG=",
    b"LD_LIBRARY_PATH=",
    b"LD_PRELOAD=",
    b"LD_AUDIT=",
    b"LD_BIND_NOW=",
    b"LD_DEBUG_OUTPUT=",
    b"LD_WARN=",
    b"LD_TRACE_LOADED_OBJECTS=",
    b"LD_DYNAMIC_WEAK=",
    b"LD_ORIGIN_PATH=",
    b"LD_PROFILE=",
    b"GLIBC_TUNABLES=",
    b"RTLD_ERRORS=",
    b"all",
    b"obj=",
    b"sym=",
    b"unused",
    b"\0",
];

pub static TUNABLES: &[&[u8]] = &[
    b"glibc.malloc.mxfast=",
    b"glibc.malloc.check=",
    b"glibc.rtld.nns=",
    b"glibc.cpu.hwcaps=",
    b"glibc.mem.tagging=",
    b"glibc.malloc.perturb=",
    b"=",
    b":",
    b"0x",
    b"-1",
    b"18446744073709551615",
];

pub fn words() -> Vec<Vec<u8>> {
    [
        &b"rtld\0--library-path\0/a:/b\0--argv0\0x\0--list\0prog\0arg\0"[..],
        b"rtld\0--help\0",
        b"rtld\0--why\0x\0p\0",
    ]
    .map(<[u8]>::to_vec)
    .to_vec()
}

pub fn variables() -> Vec<Vec<u8>> {
    let seed = b"\0LD_DEBUG=libs,obj=a*,sym=b\0LD_LIBRARY_PATH=/a\0LD_PRELOAD=x:y\0GLIBC_TUNABLES=a=b\0RTLD_ERRORS=short\0";
    vec![seed.to_vec()]
}

pub fn tunable_seeds() -> Vec<Vec<u8>> {
    [
        &b"glibc.malloc.mxfast=8:glibc.malloc.check=1:glibc.mem.tagging=1=2"[..],
        b"glibc.malloc.mxfast=glibc.malloc.mxfast=A",
        b"glibc.rtld.nns=017:glibc.malloc.perturb=0xff:x=y:glibc.cpu.hwcaps=-AVX2,a",
    ]
    .map(<[u8]>::to_vec)
    .to_vec()
}

/// The terminated words of the input.
fn names(input: &'static [u8]) -> Vec<Name> {
    let mut names = Vec::new();
    let mut rest = input;
    while let Some(len) = rest.iter().position(|&byte| byte == 0) {
        // SAFETY: zero-terminated, as was just seen.
        names.push(unsafe { Name::new(rest.as_ptr()) });
        rest = &rest[len + 1..];
    }
    names
}

pub fn command_line(input: &'static [u8]) {
    let words = names(input);
    match command_line::parse(words.iter().copied()) {
        Ok(line) => {
            assert!(line.program_index >= 1 && line.program_index <= words.len().max(1));
            let before = words.iter().take(line.program_index).skip(1);
            let given: Vec<&[u8]> = before.map(|word| word.bytes()).collect();
            let texts = [line.library_path, line.preload, line.inhibit_rpath, line.hwcaps_mask, line.why];
            assert!(texts.into_iter().flatten().all(|text| given.contains(&text)));
            assert!(line.audit.len() <= given.len() / 2);
            let options = Options::default().under(&line);
            assert!(options.mode == line.mode && options.json == line.json);
        }
        Err(Usage::MissingProgram) => (),
        Err(Usage::Unrecognized(word)) => assert!(words.iter().any(|w| w.bytes() == word)),
    }
}

pub fn environment(input: &'static [u8]) {
    let Some((&first, rest)) = input.split_first() else { return };
    let secure = first & 1 != 0;
    let all = names(rest);
    let options = options::from_environment(all.iter().copied(), secure);
    assert_eq!(options.secure, secure);
    assert!(options.debug_unknown.len() <= rest.len());
    if secure {
        let silent = options.library_path_variable.is_none()
            && options.debug == 0
            && options.debug_output.is_none()
            && !options.dynamic_weak
            && !options.show_auxv
            && options.origin_path.is_none()
            && options.profile.is_none()
            && options.profile_output.is_none()
            && !options.prefer_map_32bit
            && options.short_errors;
        assert!(silent, "a variable was heard with raised privileges");
        for variable in [&b"LD_LIBRARY_PATH"[..], b"LD_PRELOAD", b"LD_AUDIT", b"LD_DEBUG", b"GCONV_PATH"] {
            assert!(options::unsafe_in_secure(variable));
        }
    }
    // The last of several counts.
    let last = all.iter().filter_map(|entry| entry.bytes().strip_prefix(b"LD_PRELOAD=")).next_back();
    assert_eq!(options.preload, last);
}

pub fn tunables(input: &'static [u8]) {
    let Ok(kept) = tunables::rewrite(input) else { return };
    assert!(kept.len() <= input.len(), "longer than it was");
    assert_eq!(tunables::rewrite(&kept).expect("memory"), kept);
    for item in kept.split(|&byte| byte == b':').filter(|item| !item.is_empty()) {
        let name = item.split(|&byte| byte == b'=').next().expect("one at least");
        let row =
            tunables::TUNABLES.iter().find(|tunable| tunable.full.bytes() == name).expect("a known name");
        assert!(row.security != Security::Erase);
    }
    for privilege in [Privilege::Ordinary, Privilege::Secure] {
        let mut read = Tunables::default();
        read.read(input, privilege);
        for row in &tunables::TUNABLES {
            let (value, set) = read.get(row.name);
            assert!(!set || privilege == Privilege::Ordinary || row.security == Security::None);
            match (value, &row.kind) {
                (Value::Int(value), Kind::Int { min, max, .. }) if set => {
                    assert!((min..=max).contains(&&value))
                }
                (Value::Unsigned(value), Kind::Unsigned { min, max, .. }) if set => {
                    assert!((min..=max).contains(&&value));
                }
                (Value::Text(Some(text)), Kind::Text) => {
                    assert!(super::inside(input, text.as_ptr() as usize, text.len()))
                }
                _ => assert!(!set),
            }
        }
    }
}
