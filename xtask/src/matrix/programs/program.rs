//! What a Rust program of the standard library asks of a loader: threads with thread-local values, unwinding, a child.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::process::Command;
use std::sync::mpsc;
use std::thread;

thread_local!(static COUNT: Cell<u32> = const { Cell::new(0) });

fn main() {
    let (send, receive) = mpsc::channel();
    let threads: Vec<_> = (0..8)
        .map(|number| {
            let send = send.clone();
            thread::spawn(move || {
                COUNT.set(COUNT.get() + number);
                send.send((number, COUNT.get())).unwrap();
            })
        })
        .collect();
    drop(send);
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    println!("{:?}", receive.iter().collect::<BTreeMap<_, _>>());
    std::panic::set_hook(Box::new(|_| ()));
    println!("{}", thread::spawn(|| panic!("unwound")).join().is_err());
    println!("{:?}", Command::new("/bin/echo").arg("child").output().map(|output| output.stdout));
}
