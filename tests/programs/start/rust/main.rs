//! A Rust program: std, threads, panics caught, the environment.
//#Args: a b
use std::thread;
fn main() {
    let n: usize = std::env::args().skip(1).map(|a| a.len()).sum();
    let sum: u64 = (0..4).map(|i| thread::spawn(move || (0..1000u64).map(|x| x * i).sum::<u64>())).map(|t| t.join().unwrap()).sum();
    std::panic::set_hook(Box::new(|_| {}));
    let caught = std::panic::catch_unwind(|| panic!("x")).is_err();
    println!("{n} {sum} {caught}");
    std::process::exit(6);
}
