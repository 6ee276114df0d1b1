//! Loading and binding: the acts of the pipeline.
//!
//! In: decisions of `plan/`. Out: objects mapped, bound, initialised and, at the end, gone. Must not:
//! know the C library's private layouts (`tenant` is all it sees of it).
//!
//! What there is: `linker`, `namespaces`, `object`, `scope`. Search: `locate` asks, `search` walks, `candidate` judges a file, `cache_file`,
//! `listing` and `known` spare opens, `search::report` and `search::failure` tell. Loading: a `transaction` of the `closure`, by
//! `load`, `preload`, `loaded`, `called` and `names`. Symbols: `lookup` and its faster forms `walk`, `exports` with `ahead`, `references`,
//! which find a `definition`; `versions`, `protected`, `unique`, and what a binding entails, `depend` and `providers`. Relocation: `relocate`, `relative`, `plain`, `tls`, `stack`,
//! `protect`. Afterwards: `init`, `bind`, `dl`, `unload`, `find_object`, and `undo` where something fails. Who watches: `audit` and its parts, `debugger`,
//! `profile`. Whom all this serves: `tenant`, and of which release, `customs`.

pub mod ahead;
pub mod audit;
pub mod audit_bind;
pub mod audit_load;
pub mod audit_plt;
pub mod bind;
pub mod cache_file;
pub mod called;
pub mod candidate;
pub mod closure;
pub mod customs;
pub mod debugger;
pub mod definition;
pub mod depend;
pub mod dl;
pub mod exports;
pub mod find_object;
pub mod init;
pub mod known;
pub mod linker;
pub mod listing;
pub mod load;
pub mod loaded;
pub mod locate;
pub mod lookup;
pub mod names;
pub mod namespaces;
pub mod object;
pub mod plain;
pub mod preload;
pub mod profile;
pub mod protect;
pub mod protected;
pub mod providers;
pub mod references;
pub mod relative;
pub mod relocate;
pub mod scope;
pub mod search;
pub mod stack;
pub mod tenant;
pub mod tls;
pub mod transaction;
pub mod undo;
pub mod unique;
pub mod unload;
pub mod versions;
pub mod walk;
