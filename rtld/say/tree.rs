//! `--tree` and `--why`: who needs whom, which rule found it, who binds to whom.
//!
//! In: the program with its closure loaded by the same search as a real run, nothing relocated. Out: text or NDJSON on
//! standard output, and the end of the process: 0, or 1 if something is missing (or unknown, for `--why`). Nothing of
//! the program runs. Must not: load anything.

use super::fill::Value::{self, Text};
use super::fill::fill;
use super::{events, json};
use crate::bytes::{Name, Owned};
use crate::elf::SHN_UNDEF;
use crate::elf::dynamic::Needed;
use crate::gather::Gather;
use crate::link::candidate;
use crate::link::linker::{BASE, linker};
use crate::link::loaded;
use crate::link::locate;
use crate::link::lookup::binds_locally;
use crate::link::object::{Kind, ObjectRef};
use crate::link::transaction::display_name;
use crate::plan::options;
use crate::sys::out::{self, STDOUT};
use crate::sys::proc;
use crate::trace::Rule;
use alloc::borrow::Cow;
use alloc::ffi::CString;
use alloc::vec::{IntoIter, Vec};
use core::iter::Peekable;

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
    /// That of objects whose dependencies stand further up already.
    mark: u32,
    missing: usize,
}

/// An object whose dependencies are being shown: those that are to come, and how far they are indented.
struct Level {
    object: ObjectRef,
    needed: Peekable<IntoIter<Needed>>,
    indent: usize,
}

impl Level {
    fn of(object: ObjectRef, indent: usize) -> Level {
        let needed: Vec<Needed> = object.real().needed().gather();
        Level { object, needed: needed.into_iter().peekable(), indent }
    }
}

/// Deeper levels are not indented further: a chain of libraries would make the text grow with the square of its length.
const DEEPEST: usize = 3 * 64;

pub fn tree(program: ObjectRef, as_json: bool) -> ! {
    if as_json {
        objects(program);
    }
    let mut tree = Tree { shown: Vec::new(), mark: linker().new_mark(), missing: 0 };
    let template = match program.interpreter() {
        Some(_) => "%0   interpreter %1\n",
        None => "%0\n",
    };
    let interpreter = Value::maybe(program.interpreter().map(Name::bytes));
    fill(&mut tree.shown, template, &[Text(display_name(program)), interpreter]);
    tree.below(program);
    let libraries = program.searchlist.objects().iter().filter(|o| o.kind != Kind::Program).count();
    let counts = [libraries, tree.missing].map(Value::size);
    fill(&mut tree.shown, "%0 libraries, %1 missing\n", &counts);
    end(&tree.shown, i32::from(tree.missing > 0))
}

impl Tree {
    /// Without recursion: how deep it goes is up to the files.
    fn below(&mut self, program: ObjectRef) {
        program.state().mark.set(self.mark);
        let (mut levels, mut indent) = (Vec::from([Level::of(program, 0)]), Vec::new());
        while let Some(level) = levels.last_mut() {
            let Some(needed) = level.needed.next() else {
                levels.pop();
                continue;
            };
            let is_last = level.needed.peek().is_none();
            indent.truncate(level.indent);
            let Some(found) = self.show(level.object, &needed, &indent, is_last) else { continue };
            if indent.len() < DEEPEST {
                indent.extend_from_slice(if is_last { b"   " } else { b"|  " });
            }
            levels.push(Level::of(found, indent.len()));
        }
    }

    /// A dependency's line; answers the object if its own are to follow.
    fn show(&mut self, by: ObjectRef, needed: &Needed, indent: &[u8], is_last: bool) -> Option<ObjectRef> {
        let name = expanded(needed.name(), by);
        let branch = Value::word(if is_last { "`- " } else { "|- " });
        let mut line = |template: &str, rule: &str, path: &[u8]| {
            let values = [Text(indent), branch, Text(&name), Value::word(rule), Text(path)];
            fill(&mut self.shown, template, &values);
        };
        let Some(found) = loaded::called(BASE, &name) else {
            let optional = matches!(needed, Needed::Auxiliary(_));
            self.missing += usize::from(!optional);
            line("%0%1%2   %3\n", if optional { "not there (optional)" } else { "NOT FOUND" }, b"");
            return None;
        };
        if found.state().mark.replace(self.mark) == self.mark {
            line("%0%1%2   (see above)\n", "", b"");
            return None;
        }
        line("%0%1%2   %3   %4\n", rule_of(found), display_name(found));
        Some(found)
    }
}

/// A needed name with its tokens expanded, or as it stands where they mean nothing.
fn expanded(name: Name, object: ObjectRef) -> Vec<u8> {
    locate::expand(name, object).map_or_else(|_| name.bytes().owned(), Cow::into_owned)
}

/// The objects in the order in which a real run loads them, then what is missing.
fn objects(program: ObjectRef) -> ! {
    let mut shown = Vec::new();
    for object in linker().namespaces[BASE].list() {
        let by = Value::maybe(object.state().loader.get().map(display_name));
        let path = Text(display_name(object));
        json::line("object path rule by", &[path, Value::word(rule_of(object)), by], &mut shown);
    }
    let mut missing = 0;
    for &object in program.searchlist.objects() {
        for needed in object.real().needed().filter(|needed| !matches!(needed, Needed::Auxiliary(_))) {
            let name = expanded(needed.name(), object);
            if loaded::called(BASE, &name).is_none() {
                missing += 1;
                let by = Text(display_name(object));
                json::line("missing name by", &[Text(&name), by], &mut shown);
            }
        }
    }
    end(&shown, i32::from(missing > 0))
}

// ---- --why ----

pub fn why(program: ObjectRef, what: options::Text, as_json: bool) -> ! {
    match loaded::called(BASE, what) {
        Some(object) => why_library(program, object, what, as_json),
        None => why_symbol(program, what, as_json),
    }
}

fn why_library(program: ObjectRef, object: ObjectRef, name: &[u8], as_json: bool) -> ! {
    let mut shown = Vec::new();
    let list = program.searchlist.objects();
    let place = list.iter().position(|&o| o == object).unwrap_or(0);
    let by = object.state().loader.get();
    let others = shadowed(object, by.unwrap_or(program), name);
    let found = [
        Text(display_name(object)),
        Value::word(rule_of(object)),
        Value::maybe(by.map(display_name)),
        Value::size(place),
        Value::size(list.len().saturating_sub(1)),
    ];
    if as_json {
        json::line("library path rule by place", &found, &mut shown);
        for path in &others {
            json::line("shadowed path", &[Text(path)], &mut shown);
        }
        end(&shown, 0);
    }
    let template = match by {
        Some(_) => "%0   by %1; asked for first by %2; %3 of %4 in the search order\n",
        None => "%0   by %1; %3 of %4 in the search order\n",
    };
    fill(&mut shown, template, &found);
    for path in &others {
        fill(&mut shown, "  shadows    %0\n", &[Text(path)]);
    }
    for &user in list.iter().filter(|user| needs(**user, object)) {
        fill(&mut shown, "  needed by  %0\n", &[Text(display_name(user))]);
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
                let object = Text(display_name(*object));
                json::line(event, &[object, Text(version)], &mut shown);
            }
        }
        end(&shown, i32::from(definers.is_empty()));
    }
    let Some(((first, version), rest)) = definers.split_first() else {
        fill(&mut shown, "%0   is neither a loaded library nor defined by any of them\n", &[Text(name)]);
        end(&shown, 1)
    };
    let mut line = |template: &str, object: ObjectRef, version: &[u8]| {
        let values = [Text(display_name(object)), Text(name), Text(at(version)), Text(version)];
        fill(&mut shown, template, &values);
    };
    line("%1%2%3   in %0\n", *first, version);
    for (object, version) in rest {
        let also = object == first;
        line(if also { "  also       %0 %1%2%3\n" } else { "  interposes %0 %1%2%3\n" }, *object, version);
    }
    for (object, version) in users {
        line("  used by    %0 %1%2%3\n", object, version);
    }
    end(&shown, 0)
}

fn at(version: &[u8]) -> &'static [u8] {
    if version.is_empty() { b"" } else { b"@" }
}
