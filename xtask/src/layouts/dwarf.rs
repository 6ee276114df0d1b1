//! Structures and enumerations of C, from DWARF.
//!
//! In: files with debug information, compressed or not, linked or not (a tree of glibc's `elf/rtld.os`), DWARF 4 or 5. Out: by name, of each structure the largest
//! definition found (glibc shows programs a `struct link_map` of five fields; its own has a hundred), members of nested
//! structures as `outer.inner`, those of anonymous ones as if they stood outside; and all enumerations.

use gimli::{AttributeValue, DebuggingInformationEntry, EndianSlice, LittleEndian, Unit, UnitOffset};
use object::{Object, ObjectSection, ObjectSymbol, RelocationTarget};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

type Slice<'a> = EndianSlice<'a, LittleEndian>;

/// The structures whose members are wanted.
const WANTED: [&str; 6] =
    ["rtld_global", "rtld_global_ro", "link_namespaces", "link_map", "pthread", "cpu_features"];

/// Nested deeper than this nothing is of interest (`cpu_features.basic.kind` is at one).
const DEPTH: usize = 3;

#[derive(Default)]
pub struct Types {
    structures: BTreeMap<String, Structure>,
    enumerations: BTreeSet<Vec<(String, i64)>>,
}

#[derive(Default)]
pub struct Structure {
    pub size: u64,
    pub members: BTreeMap<String, Member>,
}

/// Where a member lies.
#[derive(Clone, Copy)]
pub struct Member {
    pub offset: u64,
    /// Of a bit field, counted from the start of the structure.
    pub bit: Option<u64>,
    /// Of an array.
    pub count: Option<u64>,
}

impl Types {
    /// Adds what one file has.
    pub fn add(&mut self, path: &Path) -> Result<(), String> {
        let bytes = fs::read(path).map_err(|e| e.to_string())?;
        let file = object::File::parse(&*bytes).map_err(|e| e.to_string())?;
        let load = |id: gimli::SectionId| -> Result<Cow<'_, [u8]>, object::Error> {
            file.section_by_name(id.name()).map_or(Ok(Cow::Borrowed(&[])), |s| relocated(&file, &s))
        };
        let sections = gimli::DwarfSections::load(load).map_err(|e| e.to_string())?;
        let dwarf = sections.borrow(|section| EndianSlice::new(section, LittleEndian));
        let mut units = dwarf.units();
        while let Some(header) = units.next().map_err(|e| e.to_string())? {
            let unit = dwarf.unit(header).map_err(|e| e.to_string())?;
            self.unit(&Reader { dwarf: &dwarf, unit: &unit }).map_err(|e| e.to_string())?;
        }
        Ok(())
    }

    fn unit(&mut self, reader: &Reader<'_, '_>) -> gimli::Result<()> {
        let mut entries = reader.unit.entries();
        while let Some((_, entry)) = entries.next_dfs()? {
            if entry.tag() == gimli::DW_TAG_enumeration_type {
                self.enumerations.insert(reader.enumerators(entry.offset())?);
            }
            if entry.tag() != gimli::DW_TAG_structure_type {
                continue;
            }
            let (name, size) = (reader.name(entry)?, reader.number(entry, gimli::DW_AT_byte_size)?);
            let (Some(name), Some(size)) = (name, size) else { continue };
            let larger = self.structures.get(&name).is_none_or(|known| known.size < size);
            if WANTED.contains(&name.as_str()) && larger {
                let mut structure = Structure { size, members: BTreeMap::new() };
                reader.members(entry.offset(), "", 0, DEPTH, &mut structure.members)?;
                self.structures.insert(name, structure);
            }
        }
        Ok(())
    }

    pub fn structure(&self, name: &str) -> Result<&Structure, String> {
        self.structures.get(name).ok_or(format!("no struct {name} in the debug information"))
    }

    /// The enumeration with the most names that begin so: those names without it, by value.
    pub fn enumeration(&self, prefix: &str) -> Vec<(String, i64)> {
        let with = |all: &Vec<(String, i64)>| -> Vec<(String, i64)> {
            let named = all.iter().filter_map(|(n, v)| Some((n.strip_prefix(prefix)?.to_string(), *v)));
            named.collect()
        };
        let mut found = self.enumerations.iter().map(with).max_by_key(Vec::len).unwrap_or_default();
        found.sort_by_key(|(_, value)| *value);
        found
    }
}

/// A section's bytes, the references within an object file that is not linked yet resolved: its sections all lie at 0.
fn relocated<'a>(
    file: &object::File<'_>,
    section: &object::Section<'a, '_>,
) -> Result<Cow<'a, [u8]>, object::Error> {
    let mut bytes = section.uncompressed_data()?;
    if file.kind() != object::ObjectKind::Relocatable {
        return Ok(bytes);
    }
    for (offset, relocation) in section.relocations() {
        let RelocationTarget::Symbol(index) = relocation.target() else { continue };
        let value = file.symbol_by_index(index)?.address().wrapping_add_signed(relocation.addend());
        let (at, size) = (offset as usize, usize::from(relocation.size()) / 8);
        if let Some(place) = bytes.to_mut().get_mut(at..at + size) {
            place.copy_from_slice(&value.to_le_bytes()[..size]);
        }
    }
    Ok(bytes)
}

struct Reader<'a, 'b> {
    dwarf: &'a gimli::Dwarf<Slice<'b>>,
    unit: &'a Unit<Slice<'b>>,
}

type Entry<'a, 'b, 'c> = DebuggingInformationEntry<'a, 'b, Slice<'c>>;

impl<'b> Reader<'_, 'b> {
    fn name(&self, entry: &Entry<'_, '_, 'b>) -> gimli::Result<Option<String>> {
        let Some(value) = entry.attr_value(gimli::DW_AT_name)? else { return Ok(None) };
        let text = self.dwarf.attr_string(self.unit, value)?;
        Ok(Some(text.to_string_lossy().into_owned()))
    }

    fn number(&self, entry: &Entry<'_, '_, 'b>, name: gimli::DwAt) -> gimli::Result<Option<u64>> {
        Ok(entry.attr_value(name)?.and_then(|value| value.udata_value()))
    }

    /// The type of an entry, typedefs and qualifiers looked through.
    fn type_of(&self, entry: &Entry<'_, '_, 'b>) -> gimli::Result<Option<UnitOffset>> {
        let Some(AttributeValue::UnitRef(offset)) = entry.attr_value(gimli::DW_AT_type)? else {
            return Ok(None);
        };
        let named = self.unit.entry(offset)?;
        match named.tag() {
            gimli::DW_TAG_typedef
            | gimli::DW_TAG_const_type
            | gimli::DW_TAG_volatile_type
            | gimli::DW_TAG_atomic_type => self.type_of(&named),
            _ => Ok(Some(offset)),
        }
    }

    fn members(
        &self,
        structure: UnitOffset,
        prefix: &str,
        base: u64,
        depth: usize,
        found: &mut BTreeMap<String, Member>,
    ) -> gimli::Result<()> {
        let mut tree = self.unit.entries_tree(Some(structure))?;
        let mut children = tree.root()?.children();
        while let Some(child) = children.next()? {
            let entry = child.entry();
            if entry.tag() != gimli::DW_TAG_member {
                continue;
            }
            let within = self.number(entry, gimli::DW_AT_data_member_location)?.unwrap_or(0);
            let (offset, kind) = (base + within, self.type_of(entry)?);
            let name = self.name(entry)?.map(|name| format!("{prefix}{name}"));
            if let Some(name) = &name {
                let bit = self.bit(entry, within)?.map(|bit| base * 8 + bit);
                let count = kind.map_or(Ok(None), |kind| self.count(kind))?;
                found.entry(name.clone()).or_insert(Member { offset, bit, count });
            }
            let Some(kind) = kind.filter(|_| depth > 0) else { continue };
            let tag = self.unit.entry(kind)?.tag();
            if [gimli::DW_TAG_structure_type, gimli::DW_TAG_union_type].contains(&tag) {
                let inner = name.map_or(prefix.to_string(), |name| format!("{name}."));
                self.members(kind, &inner, offset, depth - 1, found)?;
            }
        }
        Ok(())
    }

    /// Of a bit field, its first bit from the start of the structure. DWARF 2's way to state it counts from the most
    /// significant end of a storage unit.
    fn bit(&self, entry: &Entry<'_, '_, 'b>, within: u64) -> gimli::Result<Option<u64>> {
        if let Some(bit) = self.number(entry, gimli::DW_AT_data_bit_offset)? {
            return Ok(Some(bit));
        }
        let size = self.number(entry, gimli::DW_AT_bit_size)?;
        let from_top = self.number(entry, gimli::DW_AT_bit_offset)?;
        let unit = self.number(entry, gimli::DW_AT_byte_size)?.unwrap_or(4);
        let (Some(size), Some(from_top)) = (size, from_top) else { return Ok(None) };
        Ok((within * 8 + unit * 8).checked_sub(from_top + size))
    }

    fn count(&self, kind: UnitOffset) -> gimli::Result<Option<u64>> {
        if self.unit.entry(kind)?.tag() != gimli::DW_TAG_array_type {
            return Ok(None);
        }
        let mut tree = self.unit.entries_tree(Some(kind))?;
        let mut children = tree.root()?.children();
        while let Some(child) = children.next()? {
            if let Some(highest) = self.number(child.entry(), gimli::DW_AT_upper_bound)? {
                return Ok(Some(highest + 1));
            }
        }
        Ok(None)
    }

    fn enumerators(&self, enumeration: UnitOffset) -> gimli::Result<Vec<(String, i64)>> {
        let mut found = Vec::new();
        let mut tree = self.unit.entries_tree(Some(enumeration))?;
        let mut children = tree.root()?.children();
        while let Some(child) = children.next()? {
            let value = child.entry().attr_value(gimli::DW_AT_const_value)?;
            let value = value.and_then(|v| v.udata_value().map(|v| v as i64).or(v.sdata_value()));
            if let (Some(name), Some(value)) = (self.name(child.entry())?, value) {
                found.push((name, value));
            }
        }
        Ok(found)
    }
}
