//! x86-64 as the loader sees it.
