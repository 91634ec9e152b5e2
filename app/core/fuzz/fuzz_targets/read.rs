#![no_main]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
};

use gpudock_core::diagnose::read::read;
use libfuzzer_sys::fuzz_target;

/// Counts what is held. Unit: bytes.
struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call goes to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        MOST.fetch_max(HELD.fetch_add(layout.size(), Relaxed) + layout.size(), Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(place, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What any text may cost, however short: windows, counters, the first places of lists.
const BASE: usize = 256 * 1024;

fuzz_target!(|text: &str| {
    // The indexes are made once.
    let _ = read("");
    let before = HELD.load(Relaxed);
    MOST.store(before, Relaxed);
    let reading = read(text);
    let grown = MOST.load(Relaxed) - before;
    assert!(grown <= BASE + 10 * text.len(), "{grown} bytes for {}", text.len());
    for dump in &reading.facts.dumps {
        assert!(text.get(dump.span.range()).is_some(), "{dump:?}");
    }
    for note in &reading.notes {
        assert!(text.get(note.span.range()).is_some(), "{note:?}");
    }
});
