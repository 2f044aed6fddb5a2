//! Texts that are written to overflow a stack, or to be read again and again.

use crate::fixture::{Fixture, task};

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

#[test]
fn what_no_item_ends_is_read_once() {
    let entries = "#[background_task(trigger = \"time:15\")] fn t(), ".repeat(2_000);
    let text = format!("macro_rules! tasks {{ ($($t:tt)*) => {{}} }}\ntasks! {{ {entries}; }}\n{}", task("Task"));
    let problem = "BG0805 src/lib.rs:2:10 what `tasks!` makes of this annotation can't be seen without compiling";
    Fixture::new([("src/lib.rs", text.as_str())]).find().expect(&["demo::Task src/lib.rs:3"], &[problem]);
}
