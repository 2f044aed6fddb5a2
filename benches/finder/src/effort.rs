//! Texts that are written to keep the finder busy: what it does with them should grow as they do.

use std::fs;
use std::time::{Duration, Instant};

use crate::{ROUNDS, finding, package};

/// Makes a text of so many pieces.
type Shape = fn(usize) -> String;

const SHAPES: [(&str, Shape); 7] = [
    ("items without brackets", |count| "use a;pub use b;".repeat(4 * count)),
    ("imports given to a macro", |count| format!("foo! {{ {} }}", "background_task as x, ".repeat(count))),
    ("modules for tests in others", |count| {
        let deep = (count / 18).min(450);
        let functions = "fn f() {}\n".repeat(4 * count);
        format!("{}{functions}// background_task\n{}", "#[cfg(test)] mod a {".repeat(deep), "}".repeat(deep))
    }),
    ("calls in calls, with files", |count| {
        let deep = count / 20;
        format!("{}{}{}", "a!{".repeat(deep), "include!(\"x\");".repeat(count / 10), "}".repeat(deep))
    }),
    ("items without an end", |count| format!("fn a{};", " #[background_task] fn a".repeat(count))),
    ("items without an end, given", |count| format!("a! {{ fn a{}; }}", " , #[background_task] fn a".repeat(count))),
    ("attributes of no item", |count| format!("x {} fn b() {{}} // background_task", "#[a] ".repeat(4 * count))),
];

/// How much longer the long text of a shape is.
const TIMES: usize = 16;

/// Shows how much longer a text takes that is so much longer: as much, or its square.
pub fn measure() {
    for (name, shape) in SHAPES {
        let (short, long) = (least(&shape(500)), least(&shape(500 * TIMES)));
        let ratio = long.as_secs_f64() / short.as_secs_f64();
        println!("{name:<28} {TIMES} times as long takes {ratio:>6.1} times as long");
    }
}

/// The least time that a crate of this text takes, of some runs.
fn least(text: &str) -> Duration {
    let folder = std::env::temp_dir().join(format!("bgtask-effort-{}", std::process::id()));
    fs::create_dir_all(folder.join("src")).expect("a folder");
    let manifest = folder.join("Cargo.toml");
    fs::write(&manifest, "[package]\nname = \"demo\"\nedition = \"2024\"\n[workspace]\n").expect("a file");
    fs::write(folder.join("src/lib.rs"), text).expect("a file");
    let package = package(&manifest, "");
    let run = || {
        let begin = Instant::now();
        std::hint::black_box(finding(&package));
        begin.elapsed()
    };
    let least = std::iter::repeat_with(run).take(ROUNDS).min().expect("there are some");
    fs::remove_dir_all(&folder).expect("it is ours");
    least
}
