//! The longer texts of `--help`, meant to be enough by themselves.

pub(super) const ABOUT: &str = "\
Keeps Package.appxmanifest and Info.plist in step with the background tasks declared in code.

The tasks are read from source, by their #[background_task] attributes: nothing is compiled, nothing is fetched. Which files \
belong to an app stands in its Cargo.toml:

    [package.metadata.bgtask.windows]
    manifest    = \"packaging/Package.appxmanifest\"
    application = \"App\"               # the Application's Id, where there are several
    component   = \"feed_tasks.dll\"    # DLL of the out-of-process and forwarded tasks
    com-server  = \"feed.exe\"          # executable that serves the com and forwarded tasks
    [package.metadata.bgtask.apple]
    info-plist  = \"packaging/Info.plist\"

Problems go to standard error, results to standard output.";

pub(super) const AFTER: &str = "\
Examples:
  cargo bgtask init                  set a package up
  cargo bgtask list                  what is declared, and where
  cargo bgtask check                 is all in order? for CI; writes nothing
  cargo bgtask sync --diff           write what is missing, and show it
  cargo bgtask verify target/release/feed.exe  does the binary have what the code declares?
  cargo bgtask explain BG0101        what a rule is about

Exit status:
  0    done, or in order; warnings are allowed, unless --strict
  1    an error, or a file that is out of step; for `list` that is no matter
  2    the command line, a file or the project could not be used
  101  a bug in cargo-bgtask

`cargo bgtask COMMAND --help` tells more about a command.";

pub(super) const AFTER_SHORT: &str = "`--help` tells more.";

pub(super) const LIST: &str = "\
Show the tasks: where they stand, what starts them, under which conditions, and where they run.

With --message-format json, one JSON array of tasks, as docs/schema/list.json describes it.

What is wrong with the code is told besides, and the rest is listed. That does not change the exit status, which is 0: `check` \
is there to fail.";

pub(super) const LIST_STRICT: &str = "Show warnings as errors; the exit status stays the same";

pub(super) const LIST_EXAMPLES: &str = "\
Examples:
  cargo bgtask list
  cargo bgtask list --workspace --message-format short
  cargo bgtask list --message-format json | jq '.[] | select(.trigger.kind == \"time\") | .trigger.minutes'";

pub(super) const CHECK: &str = "\
Check the tasks against every rule, and whether manifest and property list match them and the kind of app. Nothing is written.

Exits with 1 when there is an error or a file is out of step, and with 0 when all is in order; warnings are allowed, unless \
--strict.";

pub(super) const CHECK_EXAMPLES: &str = "\
Examples:
  cargo bgtask check --strict
  cargo bgtask check -p feed --message-format short
  cargo bgtask check --workspace --message-format sarif > bgtask.sarif";

pub(super) const SYNC: &str = "\
Bring the manifest and the property list that Cargo.toml names into line with the tasks.

Files are edited, never rewritten: what is missing is put in, and every other byte stays. All files are planned before one is \
written, and none of a package is written while its code has errors. Each is written to a temporary file beside it, which \
then takes its place: whatever happens, there is the old file or the new one. Of runs at the same time each sees what the \
other wrote. A second run has nothing to do.

Tasks in the app's own process need no entry in a manifest, and the report says so. A file that does not exist is not made \
up: `cargo bgtask manifest` and `cargo bgtask plist` write minimal ones.";

pub(super) const SYNC_EXAMPLES: &str = "\
Examples:
  cargo bgtask sync --diff
  cargo bgtask sync --dry-run --diff > changes.patch
  cargo bgtask sync --diff -v        also say why
  cargo bgtask sync --prune          also remove entries of tasks that are gone";

pub(super) const MANIFEST: &str = "\
Write one Package.appxmanifest with the tasks' entries: the one given as --input with what is missing in it, or, without \
input, a minimal complete one, whose names and pictures are then to be filled in.

Component and COM server come from Cargo.toml, as for `sync`. An input that can't be used, or errors in the code, leave the \
output untouched.";

pub(super) const MANIFEST_EXAMPLES: &str = "\
Examples:
  cargo bgtask manifest --output packaging/Package.appxmanifest
  cargo bgtask manifest --input AppxManifest.xml --output - | less";

pub(super) const PLIST: &str = "\
Write one Info.plist with the tasks' entries: the one given as --input with what is missing in it, or, without input, a \
minimal complete one.

A binary property list stays binary. Entitlements, and texts that a user reads, are reported and not written; with \
--usage-descriptions those texts are put in, to be filled in. An input that can't be used, or errors in the code, leave the output untouched.";

pub(super) const PLIST_EXAMPLES: &str = "\
Examples:
  cargo bgtask plist --output packaging/Info.plist
  cargo bgtask plist --input ios/App/Info.plist --output ios/App/Info.plist";

pub(super) const VERIFY: &str = "\
Check what is built into a binary: that it has the tasks that the code declares for its system, as the code declares them, \
and no others; and that manifest and property list declare what it has.

Each app leaves word in its binary of what it was compiled with, and `verify` reads that without running anything: from \
programs, DLLs, static libraries, archives and object files of Windows (PE), Apple systems (Mach-O, universal files too) and \
Linux (ELF), stripped or not. This finds what reading source can't: tasks that other macros write, a `cfg` that decides \
otherwise than it seems, a binary that is older than the code.

The code is looked at as it was compiled: for the target that the binary names, with or without debug assertions as there. \
Features that cargo was told when it was built have to be told here as well. A binary for Windows is compared with the \
manifest, one for iOS, tvOS or visionOS with the property list, any with the code.";

pub(super) const VERIFY_TARGET: &str =
    "The target triple that the binaries were built for, where it is another than they name";

pub(super) const VERIFY_EXAMPLES: &str = "\
Examples:
  cargo bgtask verify target/release/feed.exe target/release/feed_tasks.dll
  cargo bgtask verify --features sensors target/aarch64-apple-ios/release/libfeed.a
  cargo bgtask verify -v target/debug/feed       also show what is built in";

pub(super) const INIT: &str = "\
Set a package up: add the dependency on bgtask and the configuration to its Cargo.toml, and make a minimal \
Package.appxmanifest and Info.plist where there are none.

A manifest or a property list that is there already is found, wherever in the package Visual Studio, winapp, Tauri or Xcode \
put it, and Cargo.toml then names it; it is not changed. Where the package has none, one of its workspace or repository is \
taken, or one beside a project of Xcode in the folder above. What Cargo.toml says already stays, and so does its form. A second \
run has nothing to do. A project that has the one and not the other is set up for its system alone, unless `--platform` says \
otherwise.

The program and the DLL that tasks need are named, where it is clear which they are. What was guessed is said at the end, with \
how to change it, and so is what `main` has to call.

The dependency is the workspace's, where that has one on bgtask; else it is on this version, from crates.io. Nothing is fetched, so it is not known whether it is there; \
`--path` and `--git` name another place, as those of `cargo add` do.";

pub(super) const INIT_EXAMPLES: &str = "\
Examples:
  cargo bgtask init --dry-run --diff
  cargo bgtask init --path ../bgtask
  cargo bgtask init --platform windows";

pub(super) const COMPLETIONS: &str = "\
Write a script to standard output that completes command lines in a shell.

It completes the program's own name, `cargo-bgtask`, which takes the same commands and options as `cargo bgtask`; what \
follows `cargo`, only cargo's own completions could complete.";

pub(super) const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  cargo bgtask completions bash > ~/.local/share/bash-completion/completions/cargo-bgtask
  cargo bgtask completions fish > ~/.config/fish/completions/cargo-bgtask.fish
  cargo bgtask completions powershell >> $PROFILE";

pub(super) const EXPLAIN: &str = "\
Explain a rule of bgtask, or an error that Windows, BGTaskScheduler, a packaging tool or a store gave where background tasks \
are concerned: what it means, what causes it, what helps, and the public page that says so.";

pub(super) const EXPLAIN_EXAMPLES: &str = "\
Examples:
  cargo bgtask explain BG0601
  cargo bgtask explain 0x80040154
  cargo bgtask explain BGTaskScheduler:3";
