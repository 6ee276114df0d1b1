//! The rules of the rooms, in every test run: the same check as `cargo xtask tidy`.

use std::path::Path;

#[path = "../xtask/src/tidy/rules.rs"]
mod rules;

#[test]
fn rooms_keep_their_rules() {
    let report = rules::check(Path::new(env!("CARGO_MANIFEST_DIR")));
    assert!(report.breaches.is_empty(), "{}", report.breaches.join("\n"));
}
