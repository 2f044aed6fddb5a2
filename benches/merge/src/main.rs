//! Measures a merge against a plain read-through of the same bytes by quick-xml, in one run. See ../README.md.
//!
//!     cargo run --release --manifest-path benches/merge/Cargo.toml --target-dir target/merge-bench [-- instructions]

mod allocations;
mod edit;
mod files;
#[path = "../../instructions/mod.rs"]
mod instructions;

use std::hint::black_box;
use std::time::{Duration, Instant};

use allocations::{Allocated, allocated_by};
use files::File;

#[global_allocator]
static ALLOCATOR: allocations::Counting = allocations::Counting;

/// The least that one measurement may take, so that the clock's own steps don't show.
const LEAST: Duration = Duration::from_millis(20);
/// How many measurements of each kind, taken in turns.
const ROUNDS: usize = 15;
/// How much more the second of two counts does than the first, so that what both do to begin with falls out.
const COUNTED: u32 = 5;

type Work = fn(&File, &[u8]);

const READ: (&str, Work) = ("read", |_, bytes| read_through(bytes));
const MERGE: (&str, Work) = ("merge", |file, bytes| {
    black_box(file.merged(bytes));
});
const NO_CHANGE: (&str, Work) = ("no-change", |file, bytes| file.find_nothing(bytes));

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [] => measure_time(),
        ["instructions"] => measure_instructions(),
        ["edit", kind, rounds, paths @ ..] => edit::all(kind, rounds.parse().unwrap_or(1), paths),
        ["only", work, file, times] => only(work, file, times.parse().unwrap_or(1)),
        _ => {
            eprintln!("usage: bgtask-merge-bench [instructions]");
            std::process::exit(2);
        }
    }
}

/// What anybody who looks at the bytes with the same parser pays.
fn read_through(bytes: &[u8]) {
    let mut reader = quick_xml::Reader::from_reader(bytes);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return,
            Ok(event) => {
                black_box(event);
            }
            Err(error) => panic!("{error}"),
        }
    }
}

fn measure_time() {
    println!(
        "{:<22} {:>9}  {:>8}  {:>8}  {:>9}  allocated without a change",
        "", "bytes", "read", "merge", "no change"
    );
    for file in files::all() {
        let bytes = file.bytes();
        let merged = file.merged(&bytes);
        assert!(merged.len() > bytes.len());
        let mut ratios = [Vec::new(), Vec::new()];
        let mut fastest = Duration::MAX;
        for _ in 0..ROUNDS {
            let read = time(|| read_through(&bytes));
            let merge = time(|| (MERGE.1)(&file, &bytes));
            let nothing = time(|| (NO_CHANGE.1)(&file, &merged));
            let read_merged = time(|| read_through(&merged));
            ratios[0].push(merge.as_secs_f64() / read.as_secs_f64());
            ratios[1].push(nothing.as_secs_f64() / read_merged.as_secs_f64());
            fastest = fastest.min(read);
        }
        let [merge, nothing] = ratios.map(|mut ratios| {
            ratios.sort_by(f64::total_cmp);
            ratios[ROUNDS / 2]
        });
        let Allocated { times, bytes: space } = allocated_by(|| file.find_nothing(&merged));
        let rate = bytes.len() as f64 / fastest.as_secs_f64() / 1e6;
        println!(
            "{:<22} {:>9}  {:>3.0} MB/s  {:>7.2}×  {:>8.2}×  {times} times, {:.2} bytes for each of the file's",
            file.name(),
            bytes.len(),
            rate,
            merge,
            nothing,
            space as f64 / merged.len() as f64
        );
    }
}

/// The time of one call, from as many as it takes.
fn time(work: impl Fn()) -> Duration {
    let begin = Instant::now();
    let mut times = 0;
    while begin.elapsed() < LEAST {
        work();
        times += 1;
    }
    begin.elapsed() / times
}

/// Ratios of instructions, which other programs on the machine don't change.
fn measure_instructions() {
    println!("{:<22} {:>14}  {:>6}  {:>9}", "instructions", "read", "merge", "no change");
    for file in files::all() {
        let count =
            |work: &str| match counted(work, file.name(), 1 + COUNTED).checked_sub(counted(work, file.name(), 1)) {
                Some(more) => more / u64::from(COUNTED),
                None => panic!("fewer instructions for more work"),
            };
        let [read, merge, nothing] = [READ, MERGE, NO_CHANGE].map(|(work, _)| count(work));
        let ratio = |count: u64| count as f64 / read as f64;
        println!("{:<22} {read:>14}  {:>5.2}×  {:>8.2}×", file.name(), ratio(merge), ratio(nothing));
    }
}

/// The instructions of this program doing some work so many times.
fn counted(work: &str, file: &str, times: u32) -> u64 {
    let program = std::env::current_exe().expect("this program");
    instructions::counted(&program, &["only", work, file, &times.to_string()])
}

fn only(work: &str, name: &str, times: u32) {
    let file = files::all().into_iter().find(|file| file.name() == name).unwrap_or_else(|| panic!("no file {name}"));
    let (_, run) = [READ, MERGE, NO_CHANGE].into_iter().find(|(name, _)| *name == work).unwrap_or(READ);
    let bytes = file.bytes();
    let bytes = if work == NO_CHANGE.0 { file.merged(&bytes) } else { bytes };
    for _ in 0..times {
        run(&file, &bytes);
    }
}
