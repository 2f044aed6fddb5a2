//! `--help`, which must be enough by itself. `SNAPSHOTS=overwrite cargo test -p bgtask-codegen` writes the texts anew.

use snapbox::{assert_data_eq, file};

use crate::project::{Run, run, tool};

#[test]
fn the_help_is_as_reviewed() {
    assert_data_eq!(run(&["--help"]).ended(0).out, file!["help/bgtask.txt"].raw());
    assert_data_eq!(run(&["list", "--help"]).ended(0).out, file!["help/list.txt"].raw());
    assert_data_eq!(run(&["check", "--help"]).ended(0).out, file!["help/check.txt"].raw());
    assert_data_eq!(run(&["sync", "--help"]).ended(0).out, file!["help/sync.txt"].raw());
    assert_data_eq!(run(&["manifest", "--help"]).ended(0).out, file!["help/manifest.txt"].raw());
    assert_data_eq!(run(&["plist", "--help"]).ended(0).out, file!["help/plist.txt"].raw());
    assert_data_eq!(run(&["verify", "--help"]).ended(0).out, file!["help/verify.txt"].raw());
    assert_data_eq!(run(&["init", "--help"]).ended(0).out, file!["help/init.txt"].raw());
    assert_data_eq!(run(&["completions", "--help"]).ended(0).out, file!["help/completions.txt"].raw());
    assert_data_eq!(run(&["explain", "--help"]).ended(0).out, file!["help/explain.txt"].raw());
}

#[test]
fn the_program_answers_by_its_own_name_too() {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_cargo-bgtask"));
    let direct = Run::of(command.arg("--help")).ended(0);
    assert_eq!(direct.out, run(&["--help"]).out);
    assert!(direct.out.contains("Usage: cargo bgtask [OPTIONS] <COMMAND>"), "{}", direct.out);
}

#[test]
fn a_wrong_command_line_ends_with_2_and_says_what_is_meant() {
    for (arguments, said) in [
        (["chekc"].as_slice(), "'check'"),
        (&["sync", "--diffs"], "'--diff'"),
        (&["check", "--message-format", "xml"], "human, short, json, sarif"),
        (&["check", "--color", "sometimes"], "auto, always, never"),
        (&["explain"], "<CODE>"),
        (&["check", "-q", "-v"], "cannot be used with"),
    ] {
        let run = run(arguments).ended(2);
        assert!(run.err.starts_with("error: ") && run.err.contains(said), "{arguments:?}: {}", run.err);
        assert_eq!(run.out, "");
    }
    let nothing = run(&[]).ended(2);
    assert!(nothing.err.contains("Usage: cargo bgtask"), "{}", nothing.err);
}

#[test]
fn color_is_as_asked_for() {
    let escape = '\u{1b}';
    let colored = |configure: &dyn Fn(&mut std::process::Command)| {
        let mut command = tool();
        configure(command.args(["explain", "BG9999"]));
        Run::of(&mut command).ended(2).err.contains(escape)
    };
    assert!(!colored(&|_| {}), "a pipe gets no color");
    assert!(colored(&|command| {
        command.args(["--color", "always"]);
    }));
    assert!(colored(&|command| {
        command.env("CARGO_TERM_COLOR", "always");
    }));
    assert!(colored(&|command| {
        command.env("CLICOLOR_FORCE", "1");
    }));
    assert!(!colored(&|command| {
        command.env("CARGO_TERM_COLOR", "always").args(["--color=never"]);
    }));
    assert!(!colored(&|command| {
        command.env("CLICOLOR_FORCE", "1").env("CARGO_TERM_COLOR", "never");
    }));
    assert!(!colored(&|command| {
        command.env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1");
    }));
    // As in cargo, what was said to cargo itself counts more than what was said to all programs.
    assert!(colored(&|command| {
        command.env("NO_COLOR", "1").env("CARGO_TERM_COLOR", "always");
    }));
    assert!(colored(&|command| {
        command.env("NO_COLOR", "1").args(["--color", "always"]);
    }));
    let help = |color: &str| Run::of(tool().args(["check", "--help", "--color", color])).ended(0).out.contains(escape);
    assert!(help("always") && !help("never") && !help("auto"));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let run = Run::of(tool().args(["explain", "BG0101"]).stdout(writer)).ended(0);
    assert_eq!(run.err, "");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let full = std::fs::File::options().write(true).open("/dev/full").expect("a device that is always full");
    let run = Run::of(tool().args(["explain", "BG0101"]).stdout(full)).ended(2);
    assert!(run.err.starts_with("error: can't write to standard output\n  No space left"), "{}", run.err);
}
