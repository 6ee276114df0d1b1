//! Loading and binding: the acts of the pipeline.
//!
//! In: decisions of `plan/`. Out: objects mapped, bound, initialised and, at the end, gone. Each file carries the name
//! of its stage. Must not: know the C library's private layouts (`tenant` is all it sees of it).

pub mod ahead;
pub mod audit;
pub mod audit_bind;
pub mod audit_load;
pub mod audit_plt;
pub mod bind;
pub mod cache_file;
pub mod candidate;
pub mod closure;
pub mod customs;
pub mod debugger;
pub mod depend;
pub mod dl;
pub mod exports;
pub mod find_object;
pub mod init;
pub mod linker;
pub mod listing;
pub mod load;
pub mod loaded;
pub mod locate;
pub mod lookup;
pub mod names;
pub mod object;
pub mod plain;
pub mod preload;
pub mod profile;
pub mod protect;
pub mod protected;
pub mod references;
pub mod relative;
pub mod relocate;
pub mod search;
pub mod stack;
pub mod tenant;
pub mod tls;
pub mod transaction;
pub mod unique;
pub mod unload;
pub mod versions;
pub mod walk;
