//! What a build script compiles for the builder is what docs/build-script.md says, so that nothing more comes in unseen: it is
//! what a cold build takes. `BGTASK_ACCEPT=1` writes the page anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

const BEGIN: &str = "<!-- crates: kept by tests -->\n```text\n";
const END: &str = "```\n<!-- /crates -->";

/// The widest line of the page.
const WIDTH: usize = 120;

/// The crates that are compiled for this one with these features, by their names.
fn compiled(features: &str) -> BTreeSet<String> {
    let mut cargo = Command::new("cargo");
    // Of one system, as some of the crates are for others alone.
    let target = ["--target", "x86_64-unknown-linux-gnu"];
    cargo
        .args(["tree", "--locked", "--quiet", "--edges", "normal", "--prefix", "none", "--format", "{p}"])
        .args(target);
    cargo.args(["--package", "bgtask-codegen", "--no-default-features", "--features", features]);
    let output = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("cargo can be started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout).expect("names");
    tree.lines().filter_map(|line| line.split(' ').next()).filter(|name| !name.is_empty()).map(String::from).collect()
}

/// Names as a paragraph.
fn paragraph(head: &str, names: &BTreeSet<String>) -> String {
    let mut text = format!("{head} ({}):", names.len());
    let mut column = text.len();
    for name in names {
        if column + 1 + name.len() > WIDTH {
            text.push_str("\n ");
            column = 1;
        }
        text.push(' ');
        text.push_str(name);
        column += 1 + name.len();
    }
    text.push('\n');
    text
}

#[test]
fn the_builder_compiles_what_its_page_says() {
    let (least, more) = (compiled(""), compiled("packaging"));
    assert!(least.contains("bgtask-core") && least.is_subset(&more), "{least:?}");
    let added = more.difference(&least).cloned().collect();
    let wanted = paragraph("the builder", &least) + &paragraph("and with `packaging`", &added);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/build-script.md");
    let page = fs::read_to_string(&path).expect("the page");
    let (before, rest) = page.split_once(BEGIN).expect("the page has a place for it");
    let (said, after) = rest.split_once(END).expect("that place ends");
    if said != wanted && std::env::var_os("BGTASK_ACCEPT").is_some() {
        fs::write(path, format!("{before}{BEGIN}{wanted}{END}{after}")).expect("it can be written");
        return;
    }
    assert_eq!(said, wanted, "a build script compiles something else than docs/build-script.md says");
}
