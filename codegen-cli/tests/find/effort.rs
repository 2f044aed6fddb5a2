//! Texts that are written to keep the finder busy: what it does with them grows as they do.

use std::time::{Duration, Instant};

use bgtask_codegen::find::{Cfg, FeatureOptions};
use bgtask_core::model::Platforms;

use crate::fixture::{Fixture, task};

/// The least time that a crate of this text takes, of some runs.
fn least(text: &str) -> Duration {
    let fixture = Fixture::new([("src/lib.rs", text)]);
    let package = fixture.package("demo", &FeatureOptions::default(), false);
    let cfg = Cfg::platforms(Platforms::ALL);
    let run = || {
        let begin = Instant::now();
        fixture.find_in(&package, &cfg);
        begin.elapsed()
    };
    std::iter::repeat_with(run).take(5).min().expect("there are some")
}

#[test]
fn a_text_that_is_longer_takes_longer_by_as_much() {
    let shapes: [fn(usize) -> String; 3] = [
        // Items without a bracket or a quote behind them.
        |count| "use a;pub use b;".repeat(4 * count),
        // What might be imports, in the input of a macro.
        |count| format!("foo! {{ {} }}", "background_task as x, ".repeat(count)),
        // Calls in calls, more and more of them with as many files each.
        |count| {
            let deep = count / 20;
            format!("{}{}{}", "a!{".repeat(deep), "include!(\"x\");".repeat(count / 10), "}".repeat(deep))
        },
    ];
    for shape in shapes {
        let (short, long) = (least(&shape(500)), least(&shape(8_000)));
        // The square of 16 is 256.
        assert!(long < short * 100, "{}… {short:?} {long:?}", &shape(1));
    }
}

#[test]
fn what_lies_in_many_modules_over_several_files_is_told() {
    let (files, deep) = (60, 450);
    let text = |at: usize| match at + 1 {
        next if next == files => task("Deepest"),
        next => format!("{}#[path = \"../../src/m{next}.rs\"] mod m{next};{}", "mod a{".repeat(deep), "}".repeat(deep)),
    };
    let fixture = Fixture::new([("src/lib.rs", format!("mod m0;\n{}", task("Task")).as_str())]);
    for at in 0..files {
        // A path that is taken from the folder of the modules around begins with the root.
        let root = fixture.path().join("src").display().to_string();
        fixture.write(&format!("src/m{at}.rs"), text(at).replace("../../src", &root).as_bytes());
    }
    let outcome = fixture.find();
    outcome.expect(
        &["demo::Task src/lib.rs:2"],
        &[
            "BG0806 src/m4.rs:1:1171 this lies in more modules, bodies and files than any that is written, and is left out",
            &format!("BG0805 src/m{}.rs:2:1 this file is in no module that was seen, so what is annotated in it is left out", files - 1),
        ],
    );
}
