#![no_main]

use bgtask_fuzz::allocations::{Allocated, Counting, allocated_by};
use bgtask_fuzz::witness::holds;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The most bytes that may be allocated, all in all, for each byte of a file: what a record says of a task takes some 15
/// bytes at least, and stands in memory twice, in lists that grow.
const FOR_EACH_BYTE: usize = 200;

bgtask_fuzz::fuzz_target!(|bytes: &[u8]| {
    let Allocated { bytes: allocated, .. } = allocated_by(|| holds(bytes));
    assert!(allocated <= 20_000 + FOR_EACH_BYTE * bytes.len(), "{allocated} bytes for {} of a file", bytes.len());
});
