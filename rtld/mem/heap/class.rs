//! Size classes: which sizes of blocks there are, so that what one user frees serves another.
//!
//! In: a size that is asked for. Out: its class, and the size that every block of that class has, at most a quarter and sixteen
//! bytes more. Must not: know where blocks are.

/// Blocks from here on are mappings of their own: an index that a start-up drops at its end would otherwise be as much again as
/// all that a program of twenty libraries keeps.
pub const LARGE: usize = 16 * 1024;
/// Every class is a multiple of it.
pub const SMALLEST: usize = 16;
/// Classes: every multiple of 16 up to FINE, which objects are just below, of 64 up to COARSE, then four per doubling up to LARGE.
pub const FINE: usize = 1280;
const COARSE: usize = 2048;
const COARSE_FROM: usize = FINE / 16;
const DOUBLINGS_FROM: usize = COARSE_FROM + (COARSE - FINE) / 64;
pub const COUNT: usize = DOUBLINGS_FROM + (LARGE / COARSE).ilog2() as usize * 4;

/// The class of a block, and the size every block of that class has.
#[inline(always)]
pub fn of(size: usize) -> (usize, usize) {
    if size <= FINE {
        let index = size.saturating_sub(1) / 16;
        return (index, (index + 1) * 16);
    }
    if size <= COARSE {
        let step = (size - 1) / 64;
        return (COARSE_FROM + step - FINE / 64, (step + 1) * 64);
    }
    // COARSE < size: the doubling it lies in, then the quarter of that doubling.
    let log = (usize::BITS - 1 - (size - 1).leading_zeros()) as usize;
    let step = 1usize << (log - 2);
    let quarter = (size - 1 - (1 << log)) / step;
    (DOUBLINGS_FROM + (log - COARSE.ilog2() as usize) * 4 + quarter, (1 << log) + (quarter + 1) * step)
}

/// The size that every block of a class has.
pub fn size(index: usize) -> usize {
    if index < COARSE_FROM {
        return (index + 1) * 16;
    }
    if index < DOUBLINGS_FROM {
        return FINE + (index - COARSE_FROM + 1) * 64;
    }
    let (doubling, quarter) = ((index - DOUBLINGS_FROM) / 4, (index - DOUBLINGS_FROM) % 4);
    (COARSE << doubling) + (quarter + 1) * ((COARSE << doubling) / 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_fit_and_do_not_waste() {
        for size in 1..LARGE {
            let (index, full) = of(size);
            assert!(full >= size && index < COUNT, "{size} -> {index} {full}");
            assert!(full <= size + size / 4 + 16, "{size} -> {full}");
            assert_eq!(of(full), (index, full));
            assert_eq!(self::size(index), full);
        }
    }
}
