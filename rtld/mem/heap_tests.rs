//! Tests of `mem/heap`: blocks are apart, as large and as aligned as asked, zero where that is asked; what was freed comes again, and the
//! reserve serves.

use super::*;

#[test]
fn what_was_freed_is_handed_out_anew() {
    let heap = alloc::boxed::Box::leak(alloc::boxed::Box::new(Heap::new()));
    let layout = |size| Layout::from_size_align(size, 16).unwrap();
    // SAFETY: blocks are used within their layouts; those of the first round are all freed once.
    unsafe {
        let fill = |size: usize| {
            let mut blocks = alloc::vec![];
            while heap.fresh.end.get() == 0 || heap.fresh.left() >= size {
                let block = heap.alloc(layout(size));
                block.write_bytes(7, size);
                blocks.push(block);
            }
            blocks
        };
        let first = fill(3000);
        let room = first[0] as usize..first[0] as usize + NURSERY;
        first.iter().for_each(|&block| heap.dealloc(block, layout(3000)));
        fill(16);
        let mut count = 0;
        loop {
            let block = heap.alloc_zeroed(layout(700));
            assert!((0..700).all(|at| block.add(at).read() == 0));
            if !room.contains(&(block as usize)) {
                break;
            }
            block.write_bytes(9, 700);
            count += 1;
        }
        // Four in each of those of the first round.
        assert!(count >= (first.len() - 1) * 4, "{count}");
    }
}

#[test]
fn large_alignments_hold() {
    let heap = alloc::boxed::Box::leak(alloc::boxed::Box::new(Heap::new()));
    for align in [1 << 13, 1 << 16, 1 << 21] {
        let layout = Layout::from_size_align(3 * PAGE + 5, align).unwrap();
        // SAFETY: the block is used within its layout and freed once.
        unsafe {
            let block = heap.alloc_zeroed(layout);
            assert!((block as usize).is_multiple_of(align));
            assert_eq!(block.add(3 * PAGE + 4).read(), 0);
            heap.dealloc(block, layout);
        }
    }
    let endless = Layout::from_size_align(1 << 62, 1 << 62).unwrap();
    // SAFETY: nothing is done with the answer.
    assert!(unsafe { heap.alloc(endless) }.is_null());
}

#[test]
fn the_reserve_serves_and_is_replaced() {
    let heap = alloc::boxed::Box::leak(alloc::boxed::Box::new(Heap::new()));
    heap.spare.refill(heap.reserve.0.get() as usize, RESERVE);
    let mut last = 0;
    for (size, align) in [(48, 16), (RESERVE / 4, PAGE), (16, 16), (PAGE * 20, PAGE)] {
        let block = heap.last_resort(size, align) as usize;
        assert!(block > last && block.is_multiple_of(align));
        last = block + size - 1;
    }
    assert!(is_short());
    SHORT.store(false, Ordering::Relaxed);
    assert!(heap.spare.left() < RESERVE_NEEDED && heap.has_reserve());
    assert_eq!(heap.spare.left(), RESERVE);
}

#[test]
fn a_growing_block_keeps_its_bytes() {
    let heap = alloc::boxed::Box::leak(alloc::boxed::Box::new(Heap::new()));
    let layout = |size| Layout::from_size_align(size, 8).unwrap();
    // SAFETY: blocks are used within their layouts; each is handed on to the next step.
    unsafe {
        let mut block = heap.alloc(layout(24));
        block.write_bytes(7, 24);
        let mut size = 24;
        for (step, more) in [30, 200, 100, 5000, LARGE + 1, 3 * LARGE, 48].into_iter().enumerate() {
            block = heap.realloc(block, layout(size), more);
            size = more;
            assert!((0..24).all(|at| block.add(at).read() == 7), "{step}");
            // The next growth finds somebody behind it.
            if step % 2 == 0 {
                heap.alloc(layout(16)).write_bytes(9, 16);
            }
        }
    }
}

#[test]
fn blocks_are_distinct_and_come_back() {
    let heap = alloc::boxed::Box::leak(alloc::boxed::Box::new(Heap::new()));
    let layout = Layout::from_size_align(100, 8).unwrap();
    // SAFETY: blocks are used within their layout and freed once.
    unsafe {
        let (a, b) = (heap.alloc(layout), heap.alloc(layout));
        assert!(a as usize + 100 <= b as usize);
        heap.dealloc(a, layout);
        assert_eq!(heap.alloc(layout), a);
    }
}
