//! The text of one table.
//!
//! In: the fields that `layout.rs` declares, the types that DWARF describes, the fingerprint of the libc.so.6. Out: Rust
//! source, before rustfmt. A field that must exist and does not is an error; a tunable that nobody named does not compile.

use super::dwarf::{Structure, Types};
use super::shape::{Field, Kind, Struct};
use rtld::glibc::layout::Fingerprint;
use std::fmt::Write;

/// What the table is of.
pub struct About {
    pub name: String,
    pub build: Option<String>,
    pub fingerprint: Fingerprint,
}

impl About {
    /// `debian_2_41` of "Debian 2.41".
    pub fn module(&self) -> String {
        self.name.to_lowercase().replace([' ', '.', '-'], "_")
    }
}

/// A structure of `layout.rs`, the field of `Layout` that holds it, the C structure and the prefix of its members.
const STRUCTURES: [(&str, &str, &str, &str); 6] = [
    ("Global", "global", "rtld_global", "_dl_"),
    ("GlobalRo", "global_ro", "rtld_global_ro", "_dl_"),
    ("LinkNamespaces", "link_namespaces", "link_namespaces", "_ns_"),
    ("LinkMap", "link_map", "link_map", "l_"),
    ("Pthread", "pthread", "pthread", ""),
    ("Cpu", "cpu", "cpu_features", ""),
];

/// The whole file.
pub fn text(about: &About, shape: &[Struct], types: &Types) -> Result<String, String> {
    let version = about.fingerprint.version.text();
    let mut out = prologue(about);
    out += &format!("pub static {}: Layout = Layout {{\n", about.module().to_uppercase());
    out += &format!("name: {:?}, version: {version:?},\n", about.name);
    for (name, field, c_name, prefix) in STRUCTURES {
        let declared = shape.iter().find(|s| s.name == name).ok_or(format!("layout.rs has no {name}"))?;
        let structure = types.structure(c_name)?;
        out += &format!("{field}: {name} {{\n");
        for member in &declared.fields {
            let value = match special(name, &member.name, types)? {
                Some(value) => value,
                None => place(member, structure, prefix).map_err(|e| format!("{c_name}: {e}"))?,
            };
            out += &format!("{}: {value},\n", member.name);
        }
        out += "},\n";
    }
    out += "tunables: &[\n";
    for (index, (tunable, id)) in (0..).zip(types.enumeration("glibc_")) {
        if index != id {
            return Err(format!("tunable {tunable} has id {id}, not {index}"));
        }
        out += &format!("{},\n", camel(&tunable));
    }
    out += "],\n";
    out += &fingerprint(&about.fingerprint);
    out += "};\n";
    Ok(out)
}

fn prologue(about: &About) -> String {
    let build = about.build.as_ref().map_or(String::new(), |build| format!(" Build: {build}."));
    format!(
        "//! Where {}'s libc.so.6 expects what, in numbers.\n\
         //!\n\
         //! In: nothing. Out: one `Layout`, read only by `glibc/`. Generated from the DWARF of the distribution's\n\
         //! debug files (libc6-dbg: `struct rtld_global`, `rtld_global_ro`, `link_map`, `link_namespaces`,\n\
         //! `pthread`, `cpu_features`, `enum tunable_id_t`); the fingerprint was read from libc.so.6 itself.\n\
         //! Must not: be edited by hand.{build}\n\n\
         use crate::glibc::layout::*;\nuse crate::glibc::tunables::Name::*;\n\n",
        about.name
    )
}

/// Fields that are not simply a member's place.
fn special(structure: &str, field: &str, types: &Types) -> Result<Option<String>, String> {
    let count = |structure: &str, member: &str| -> Result<String, String> {
        let member = types.structure(structure)?.members.get(member);
        Ok(member.and_then(|m| m.count).unwrap_or(0).to_string())
    };
    Ok(Some(match (structure, field) {
        ("LinkNamespaces", "count") => count("rtld_global", "_dl_ns")?,
        ("LinkMap", "info_len") => count("link_map", "l_info")?,
        ("Cpu", "leaves") => count("cpu_features", "features")?,
        ("Cpu", "kinds") => {
            let kinds = types.enumeration("arch_kind_");
            let kind = |name: &str| kinds.iter().find(|(n, _)| n == name).map(|(_, value)| *value);
            // Before it had a number of its own, Hygon's was AMD's.
            let hygon = kind("hygon").or(kind("amd")).ok_or("no arch_kind_amd")?;
            let other = kind("other").ok_or("no arch_kind_other")?;
            format!("Kinds {{ hygon: {hygon}, other: {other} }}")
        }
        ("Cpu", "rules") => rules(types)?.to_string(),
        ("Cpu", "preferences") => {
            let mut list = String::from("&[");
            let mut names: Vec<String> =
                types.enumeration("_bitindex_arch_").into_iter().map(|p| p.0).collect();
            if names.is_empty() {
                names.extend(OLD_PREFERENCES.map(String::from));
            }
            for name in names {
                let _ = write!(list, "Preference::{}, ", camel(&name));
            }
            list + "]"
        }
        _ => return Ok(None),
    }))
}

/// Up to 2.31 they are macros, which DWARF does not tell: the order of `bit_arch_*` in `sysdeps/x86/cpu-features.h`.
const OLD_PREFERENCES: [&str; 17] = [
    "I586",
    "I686",
    "Fast_Rep_String",
    "Fast_Copy_Backward",
    "Fast_Unaligned_Load",
    "Fast_Unaligned_Copy",
    "Slow_BSF",
    "Slow_SSE4_2",
    "AVX_Fast_Unaligned_Load",
    "Prefer_MAP_32BIT_EXEC",
    "Prefer_PMINUB_for_stringop",
    "Prefer_No_VZEROUPPER",
    "Prefer_ERMS",
    "Prefer_FSRM",
    "Prefer_No_AVX512",
    "MathVec_Prefer_No_AVX512",
    "Prefer_AVX2_STRCMP",
];

/// Which generation of judgements a libc was tuned to; its fields date it.
fn rules(types: &Types) -> Result<&'static str, String> {
    let members = &types.structure("cpu_features")?.members;
    let has = |field: &str| members.contains_key(field);
    Ok(match (has("features"), has("cachesize_non_temporal_divisor")) {
        (_, true) => "Rules::Glibc241",
        (true, false) => "Rules::Glibc236",
        (false, false) => "Rules::Glibc231",
    })
}

/// `Some(712)`, `712`, `Bit { .. }` or `None`.
fn place(field: &Field, structure: &Structure, prefix: &str) -> Result<String, String> {
    if field.name == "size" {
        return Ok(structure.size.to_string());
    }
    let c_name = match field.name.as_str() {
        "map_type" => "l_type".into(),
        "kind" | "max_cpuid" | "family" | "model" | "stepping" => format!("basic.{}", field.name),
        name => format!("{prefix}{name}"),
    };
    // `libc_map` of struct link_namespaces never got the prefix.
    let member = structure.members.get(&c_name).or_else(|| structure.members.get(&field.name));
    let value = member.and_then(|member| match field.kind {
        Kind::Bit => {
            let bit = member.bit.unwrap_or(member.offset * 8);
            Some(format!("Bit {{ byte: {}, bit: {} }}", bit / 8, bit % 8))
        }
        Kind::Offset => Some(member.offset.to_string()),
        Kind::Other => None,
    });
    match (value, field.optional) {
        (Some(value), true) => Ok(format!("Some({value})")),
        (Some(value), false) => Ok(value),
        (None, true) => Ok("None".into()),
        (None, false) => Err(format!("no member {c_name}, which layout.rs needs")),
    }
}

/// `CpuX86RepMovsbThreshold` of `cpu_x86_rep_movsb_threshold`, `SlowSse42` of `Slow_SSE4_2`.
fn camel(name: &str) -> String {
    let word = |word: &str| {
        let shouted = !word.chars().any(|c| c.is_ascii_lowercase());
        let word = if shouted { word.to_ascii_lowercase() } else { word.to_string() };
        let (first, rest) = word.split_at(word.len().min(1));
        first.to_ascii_uppercase() + rest
    };
    name.split('_').map(word).collect()
}

/// The fingerprint as source.
pub fn fingerprint(f: &Fingerprint) -> String {
    let mut out = format!("fingerprint: Fingerprint {{\nversion: Version::new({:?}),\n", f.version.text());
    for (name, value) in [
        ("slotinfo_list", f.slotinfo_list),
        ("stack_used", f.stack_used),
        ("stack_user", f.stack_user),
        ("tls_modid", f.tls_modid),
        ("tls_offset", f.tls_offset),
        ("sizeof_pthread", f.sizeof_pthread),
        ("find_object", f.find_object),
        ("clock_gettime", f.clock_gettime),
        ("mcount", f.mcount),
        ("load_lock", f.load_lock),
        ("tls_dtor_count", f.tls_dtor_count),
    ] {
        out += &format!("{name}: {value:?},\n");
    }
    out + &format!("tunable_ids: Ids::new(&{:?}),\n}},\n", f.tunable_ids.as_slice())
}
