//! `--tree` and `--why`: who needs whom, which rule found it, who binds to whom.
//!
//! In: the program with its closure loaded by the same search as a real run, nothing relocated. Out: text or NDJSON on
//! standard output, and the end of the process: 0, or 1 if something is missing (or unknown, for `--why`). Nothing of
//! the program runs. Must not: load anything.

use super::fill::Value;
use super::{Number, Sink, events, json};
use crate::bytes::Owned;
use crate::elf::SHN_UNDEF;
use crate::elf::dynamic::Needed;
use crate::link::candidate;
use crate::link::linker::{BASE, linker};
use crate::link::loaded;
use crate::link::locate;
use crate::link::lookup::binds_locally;
use crate::link::object::{Kind, ObjectRef};
use crate::link::transaction::display_name;
use crate::plan::options::Text;
use crate::sys::out::{self, STDOUT};
use crate::sys::proc;
use crate::trace::Rule;
use alloc::ffi::CString;
use alloc::vec::Vec;

fn end(shown: &[u8], status: i32) -> ! {
    out::write(STDOUT, shown);
    proc::exit(status)
}

/// By which rule an object's file was found.
fn rule_of(object: ObjectRef) -> &'static str {
    match (object.kind, object.state().rule.get()) {
        (Kind::Program, _) => "program",
        (Kind::Loader | Kind::Proxy, _) => "this loader",
        (Kind::Vdso, _) => "kernel",
        (_, Some(Rule::Cache)) => "cache",
        (_, Some(Rule::Default)) => "default",
        (_, Some(rule)) => events::name_of(rule),
        (_, None) => "loaded",
    }
}

// ---- --tree ----

struct Tree {
    shown: Vec<u8>,
    /// Objects whose dependencies stand further up already.
    known: Vec<ObjectRef>,
    missing: usize,
}

pub fn tree(program: ObjectRef, as_json: bool) -> ! {
    if as_json {
        objects(program);
    }
    let mut tree = Tree { shown: Vec::new(), known: Vec::new(), missing: 0 };
    tree.shown.put(display_name(program));
    if let Some(interpreter) = program.interpreter() {
        tree.shown.all(&[b"   interpreter ", interpreter.bytes()]);
    }
    tree.shown.put(b"\n");
    tree.known.push(program);
    tree.below(program, &mut Vec::new());
    let libraries = program.searchlist.objects().iter().filter(|o| o.kind != Kind::Program).count();
    tree.shown.number(Number::Decimal(libraries as u64));
    tree.shown.put(b" libraries, ");
    tree.shown.number(Number::Decimal(tree.missing as u64));
    tree.shown.put(b" missing\n");
    end(&tree.shown, i32::from(tree.missing > 0))
}

impl Tree {
    fn below(&mut self, object: ObjectRef, indent: &mut Vec<u8>) {
        let needed: Vec<Needed> = object.real().needed().collect();
        let count = needed.len();
        for (index, needed) in needed.into_iter().enumerate() {
            let last = index + 1 == count;
            self.shown.all(&[indent, if last { b"`- " } else { b"|- " }]);
            let name =
                locate::expand(needed.name(), object).unwrap_or_else(|_| needed.name().bytes().owned());
            let Some(found) = loaded::called(BASE, &name) else {
                let optional = matches!(needed, Needed::Auxiliary(_));
                self.missing += usize::from(!optional);
                self.shown
                    .all(&[&name, if optional { b"   not there (optional)\n" } else { b"   NOT FOUND\n" }]);
                continue;
            };
            self.shown.put(&name);
            if self.known.contains(&found) {
                self.shown.put(b"   (see above)\n");
                continue;
            }
            self.known.push(found);
            self.shown.all(&[b"   ", rule_of(found).as_bytes(), b"   ", display_name(found), b"\n"]);
            let length = indent.len();
            indent.extend_from_slice(if last { b"   " } else { b"|  " });
            self.below(found, indent);
            indent.truncate(length);
        }
    }
}

/// The objects in the order in which a real run loads them, then what is missing.
fn objects(program: ObjectRef) -> ! {
    let mut shown = Vec::new();
    for object in linker().namespaces[BASE].list() {
        let by = object.state().loader.get().map_or(Value::Null, |by| Value::Text(display_name(by)));
        let path = Value::Text(display_name(object));
        json::line("object path rule by", &[path, Value::word(rule_of(object)), by], &mut shown);
    }
    let mut missing = 0;
    for &object in program.searchlist.objects() {
        for needed in object.real().needed().filter(|needed| !matches!(needed, Needed::Auxiliary(_))) {
            let name =
                locate::expand(needed.name(), object).unwrap_or_else(|_| needed.name().bytes().owned());
            if loaded::called(BASE, &name).is_none() {
                missing += 1;
                let by = Value::Text(display_name(object));
                json::line("missing name by", &[Value::Text(&name), by], &mut shown);
            }
        }
    }
    end(&shown, i32::from(missing > 0))
}

// ---- --why ----

pub fn why(program: ObjectRef, what: Text, as_json: bool) -> ! {
    match loaded::called(BASE, what) {
        Some(object) => why_library(program, object, what, as_json),
        None => why_symbol(program, what, as_json),
    }
}

fn why_library(program: ObjectRef, object: ObjectRef, name: &[u8], as_json: bool) -> ! {
    let mut shown = Vec::new();
    let list = program.searchlist.objects();
    let place = list.iter().position(|&o| o == object).unwrap_or(0) as u64;
    let by = object.state().loader.get();
    let others = shadowed(object, by.unwrap_or(program), name);
    if as_json {
        let asked = by.map_or(Value::Null, |by| Value::Text(display_name(by)));
        let path = Value::Text(display_name(object));
        let rule = Value::word(rule_of(object));
        json::line("library path rule by place", &[path, rule, asked, Value::Number(place)], &mut shown);
        for path in &others {
            json::line("shadowed path", &[Value::Text(path)], &mut shown);
        }
        end(&shown, 0);
    }
    shown.all(&[display_name(object), b"   by ", rule_of(object).as_bytes()]);
    if let Some(by) = by {
        shown.all(&[b"; asked for first by ", display_name(by)]);
    }
    shown.put(b"; ");
    shown.number(Number::Decimal(place));
    shown.put(b" of ");
    shown.number(Number::Decimal(list.len().saturating_sub(1) as u64));
    shown.put(b" in the search order\n");
    for path in &others {
        shown.all(&[b"  shadows    ", path, b"\n"]);
    }
    let users: Vec<&[u8]> = list.iter().filter(|o| needs(**o, object)).map(|&o| display_name(o)).collect();
    for user in users {
        shown.all(&[b"  needed by  ", user, b"\n"]);
    }
    end(&shown, 0)
}

fn needs(user: ObjectRef, object: ObjectRef) -> bool {
    user.needed().any(|needed| locate::expand(needed.name(), user).is_ok_and(|name| object.answers_to(&name)))
}

/// Other files of the name in the directories that are searched for the requester: they lost.
fn shadowed(object: ObjectRef, by: ObjectRef, name: &[u8]) -> Vec<Vec<u8>> {
    let mut others = Vec::new();
    let name = name.rsplit(|&byte| byte == b'/').next().unwrap_or(name);
    let mut seen: Vec<(u64, u64)> = object.file().iter().map(|file| (file.dev, file.ino)).collect();
    for directory in locate::directories(by) {
        let path = [directory.strip_suffix(b"/").unwrap_or(&directory), b"/", name].concat();
        let Ok(text) = CString::new(path.as_slice()) else { continue };
        let Ok(found) = candidate::open(&text, &text, Rule::Path) else { continue };
        let file = (found.stat.dev, found.stat.ino);
        if !seen.contains(&file) {
            seen.push(file);
            others.push(path);
        }
    }
    others
}

fn why_symbol(program: ObjectRef, name: &[u8], as_json: bool) -> ! {
    let (mut shown, mut definers, mut users) = (Vec::new(), Vec::new(), Vec::new());
    for &object in program.searchlist.objects() {
        for index in 1..object.symbols.count() {
            let Some(symbol) = object.symbols.get(index) else { break };
            if object.symbols.name(&symbol).is_none_or(|found| found.bytes() != name)
                || binds_locally(&symbol)
            {
                continue;
            }
            let version = object.version_of(index);
            let version = version.map_or(&b""[..], |version| version.name.bytes());
            match symbol.shndx {
                SHN_UNDEF => users.push((object, version)),
                _ => definers.push((object, version)),
            }
        }
    }
    if as_json {
        for (event, list) in [("definition object version", &definers), ("reference object version", &users)]
        {
            for (object, version) in list {
                let object = Value::Text(display_name(*object));
                json::line(event, &[object, Value::Text(version)], &mut shown);
            }
        }
        end(&shown, i32::from(definers.is_empty()));
    }
    let Some(((first, version), rest)) = definers.split_first() else {
        shown.all(&[name, b"   is neither a loaded library nor defined by any of them\n"]);
        end(&shown, 1)
    };
    shown.all(&[name, at(version), version, b"   in ", display_name(*first), b"\n"]);
    for (object, version) in rest {
        let how: &[u8] = if object == first { b"  also       " } else { b"  interposes " };
        shown.all(&[how, display_name(*object), b" ", name, at(version), version, b"\n"]);
    }
    for (object, version) in users {
        shown.all(&[b"  used by    ", display_name(object), b" ", name, at(version), version, b"\n"]);
    }
    end(&shown, 0)
}

fn at(version: &[u8]) -> &'static [u8] {
    if version.is_empty() { b"" } else { b"@" }
}
