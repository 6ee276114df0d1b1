//! Maintenance tasks: `cargo xtask <name>`.

fn main() {
    let _ = clap::Command::new("xtask").get_matches();
}
