//! Measures finding against reading the same files, parsing them, and cbindgen, in one run. See ../README.md.
//!
//!     cargo run --release --manifest-path benches/finder/Cargo.toml --target-dir target/finder-bench [-- instructions]

mod check;
mod effort;
mod inputs;
#[path = "../../instructions/mod.rs"]
mod instructions;
#[path = "../../../codegen-cli/tests/find/unpacked.rs"]
mod unpacked;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{fs, thread};

use bgtask_codegen::find::{Cfg, FeatureOptions, Found, Package, cargo, find};
use bgtask_codegen::source::Sources;
use bgtask_core::model::Platforms;
use inputs::Input;
use instructions::counted;
use memchr::memmem;

/// How many measurements of each kind, taken in turns.
const ROUNDS: usize = 15;
/// How much more the second of two counts does than the first, so that what both do to begin with falls out.
const COUNTED: u32 = 3;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [] => measure_time(&inputs::all()),
        ["instructions"] => measure_instructions(&inputs::all()),
        ["check", program] => check::measure(program),
        ["effort"] => effort::measure(),
        ["only", work, manifest, features, times] => only(work, Path::new(manifest), features, times),
        _ => {
            eprintln!("usage: bgtask-finder-bench [instructions | check CARGO-BGTASK | effort]");
            std::process::exit(2);
        }
    }
}

/// What is measured of one input.
struct Subject {
    package: Package,
    /// A package of the same code that cbindgen, which asks cargo for all that is linked, can look at without a network.
    alone: PathBuf,
    files: Vec<PathBuf>,
    bytes: u64,
    lines: usize,
    tasks: usize,
}

impl Subject {
    fn new(manifest: &Path, features: &str) -> Self {
        let package = package(manifest, features);
        let found = finding(&package);
        let mut files = found.files_read;
        files.extend(found.files_searched);
        let texts = files.iter().filter_map(|file| fs::read(file).ok());
        let (mut bytes, mut lines) = (0, 0);
        for text in texts {
            bytes += text.len() as u64;
            lines += memchr::memchr_iter(b'\n', &text).count();
        }
        let alone = inputs::alone(&package);
        Self { package, alone, files, bytes, lines, tasks: found.tasks.len() }
    }
}

fn package(manifest: &Path, features: &str) -> Package {
    let metadata = cargo_metadata::MetadataCommand::new().manifest_path(manifest).no_deps().exec();
    let metadata = metadata.unwrap_or_else(|error| panic!("{}: {error}", manifest.display()));
    let options = FeatureOptions { features: vec![features.into()], ..FeatureOptions::default() };
    let is_it = |package: &&cargo_metadata::Package| package.manifest_path.as_std_path() == manifest;
    let selected: Vec<_> = metadata.packages.iter().filter(is_it).cloned().collect();
    let cfg = Cfg::platforms(Platforms::ALL);
    let mut packages = cargo::packages(&metadata, &selected, &options, false, &cfg, &mut cargo::Manifests::default())
        .expect("its features are there");
    packages.remove(0)
}

/// As `list` and `check` do: for Windows and for Apple systems.
fn finding(package: &Package) -> Found {
    find(package, &Cfg::platforms(Platforms::ALL), &mut Sources::new())
}

/// What anybody who looks for the attributes in these files pays.
fn read_and_search(files: &[PathBuf]) {
    let needles = ["background_task", "background_app"].map(memmem::Finder::new);
    for file in files {
        let text = fs::read(file).unwrap_or_default();
        for needle in &needles {
            black_box(needle.find(&text));
        }
    }
}

/// What anybody who parses these files pays.
fn parse(files: &[PathBuf]) {
    // Its recursion needs more than a thread has by itself.
    thread::scope(|scope| {
        let work = || {
            for file in files {
                let text = fs::read_to_string(file).unwrap_or_default();
                let _ = black_box(syn::parse_file(&text));
            }
        };
        let _ =
            thread::Builder::new().stack_size(128 << 20).spawn_scoped(scope, work).map(thread::ScopedJoinHandle::join);
    });
}

/// What cbindgen makes of the crate and of the path dependencies that it links.
fn cbindgen(folder: &Path) {
    let config = cbindgen::Config { language: cbindgen::Language::C, ..cbindgen::Config::default() };
    let builder = cbindgen::Builder::new().with_config(config).with_crate(folder).with_parse_deps(true);
    builder.generate().unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
}

type Work = fn(&Subject);

const FLOOR: (&str, Work) = ("read-and-search", |subject| read_and_search(&subject.files));
const FIND: (&str, Work) = ("find", |subject| {
    black_box(finding(&subject.package));
});
const PARSE: (&str, Work) = ("parse", |subject| parse(&subject.files));
const CBINDGEN: (&str, Work) = ("cbindgen", |subject| cbindgen(&subject.alone));
const ALL: [(&str, Work); 4] = [FLOOR, FIND, PARSE, CBINDGEN];

fn measure_time(inputs: &[Input]) {
    println!(
        "{:<22} {:>6} {:>9} {:>5} {:>12}  {:>7}  {:>7}  {:>8}",
        "", "files", "lines", "tasks", "read+search", "find", "parse", "cbindgen"
    );
    for input in inputs {
        let subject = Subject::new(&input.manifest, input.features);
        let mut ratios = [Vec::new(), Vec::new(), Vec::new()];
        let mut fastest = Duration::MAX;
        for round in 0..ROUNDS {
            let floor = time(FLOOR.1, &subject);
            fastest = fastest.min(floor);
            let mut compare = |at: usize, work: Work| {
                ratios[at].push(time(work, &subject).as_secs_f64() / floor.as_secs_f64());
            };
            compare(0, FIND.1);
            // They take long, and what they are compared with is far away.
            if round < 3 {
                compare(1, PARSE.1);
                compare(2, CBINDGEN.1);
            }
        }
        let [find, parse, cbindgen] = ratios.map(median);
        println!(
            "{:<22} {:>6} {:>9} {:>5} {:>7.1} ms    {find:>6.2}×  {parse:>6.0}×  {cbindgen:>7.0}×",
            input.name,
            subject.files.len(),
            subject.lines,
            subject.tasks,
            fastest.as_secs_f64() * 1e3,
        );
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn time(work: Work, subject: &Subject) -> Duration {
    let begin = Instant::now();
    work(subject);
    begin.elapsed()
}

/// Instructions for each byte of the files, which other programs on the machine don't change. What the system does for
/// reading is not among them. What is far away from these two, and takes minutes to count, is left to the clock.
fn measure_instructions(inputs: &[Input]) {
    println!("{:<22} {:>12}  {:>11}  {:>7}", "per byte", "bytes", "read+search", "find");
    for input in inputs {
        let subject = Subject::new(&input.manifest, input.features);
        let per_byte = |(work, _): (&str, Work)| {
            let count = |times: u32| {
                let manifest = input.manifest.display().to_string();
                counted(
                    std::env::current_exe().expect("this program").as_path(),
                    &["only", work, &manifest, input.features, &times.to_string()],
                )
            };
            let more = count(1 + COUNTED).checked_sub(count(1)).expect("more work is more instructions");
            more as f64 / f64::from(COUNTED) / subject.bytes as f64
        };
        let [floor, find] = [FLOOR, FIND].map(per_byte);
        println!("{:<22} {:>12}  {floor:>11.3}  {find:>7.2}", input.name, subject.bytes);
    }
}

fn only(work: &str, manifest: &Path, features: &str, times: &str) {
    let (_, run) = ALL.into_iter().find(|(name, _)| *name == work).unwrap_or(FLOOR);
    let subject = Subject::new(manifest, features);
    for _ in 0..times.parse().unwrap_or(1) {
        run(&subject);
    }
}
