//! What is looked at: a workspace that is made up, and published crates as cargo unpacks them.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use bgtask_codegen::find::Package;

use crate::unpacked;

/// Something to look at.
pub struct Input {
    pub name: String,
    /// Its Cargo.toml.
    pub manifest: PathBuf,
    /// The features that are enabled besides the default ones.
    pub features: &'static str,
}

/// The published crates, and the features that they are looked at with.
const PUBLISHED: &[(&str, &str)] =
    &[("syn-3", "full,visit"), ("clap_builder-4", ""), ("tokio-1", "full"), ("bevy_ecs-0", ""), ("windows-0", WINDOWS)];

/// Some of the largest parts of it: it has nothing without features.
const WINDOWS: &str = "ApplicationModel_Background,Win32_Graphics_Direct3D12,Win32_Media_MediaFoundation,\
    Win32_Networking_WinSock,Win32_Security,Win32_System_Com,Win32_UI_Shell,Win32_UI_WindowsAndMessaging";

/// Everything that is there.
pub fn all() -> Vec<Input> {
    let folder = folder("inputs");
    let manifest = made_up(&folder.join("workspace"));
    let mut inputs = vec![Input { name: "made up".into(), manifest, features: "" }];
    let unpacked = unpacked::unpacked();
    for (name, features) in PUBLISHED {
        // The newest of several.
        let is_it = |path: &&PathBuf| path.file_name().is_some_and(|file| file.to_string_lossy().starts_with(name));
        match unpacked.iter().rfind(is_it) {
            Some(from) => {
                // Where it is, it may belong to no workspace, or to one by chance.
                let copy = folder.join(from.file_name().unwrap_or_default());
                if !copy.exists() {
                    copy_folder(from, &copy);
                    let manifest = copy.join("Cargo.toml");
                    let text = fs::read_to_string(&manifest).expect("a published crate has one");
                    fs::write(&manifest, text + "\n[workspace]\n").expect("a file");
                }
                let name = from.file_name().unwrap_or_default().to_string_lossy().into_owned();
                inputs.push(Input { name, manifest: copy.join("Cargo.toml"), features });
            }
            None => eprintln!("left out: {name}…, which cargo has not unpacked here (cargo info gets it)"),
        }
    }
    inputs
}

/// A folder beside this program.
fn folder(name: &str) -> PathBuf {
    let program = std::env::current_exe().expect("this program");
    program.parent().expect("it is in a folder").join(name)
}

/// A folder with a package of the same library, and of path dependencies alone: not among the inputs, which are left as they are.
pub fn alone(package: &Package) -> PathBuf {
    let Some(library) = package.library().filter(|_| package.dependencies.is_empty()) else {
        return package.root.clone();
    };
    let folder = folder("alone").join(&package.name);
    fs::create_dir_all(&folder).expect("a folder");
    let (name, edition) = (&package.name, package.edition.as_deref().unwrap_or("2021"));
    let path = &library.root;
    let text = format!(
        "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = {edition:?}\n[lib]\npath = {path:?}\n[workspace]\n"
    );
    fs::write(folder.join("Cargo.toml"), text).expect("a file");
    folder
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let (path, copy) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy_folder(&path, &copy);
        } else {
            fs::copy(&path, &copy).expect("a file");
        }
    }
}

/// The packages of the workspace: an app that links all the others.
const PACKAGES: usize = 10;
/// The folders of modules in a package, and the modules in a folder.
const FOLDERS: usize = 11;
const MODULES: usize = 17;
/// Of how many modules one has a task.
const ONE_OF: usize = 9;

/// Writes a workspace of 2,000 files and 500,000 lines, with 200 tasks. Gives the Cargo.toml of its app.
fn made_up(folder: &Path) -> PathBuf {
    let manifest = folder.join("package0/Cargo.toml");
    if manifest.exists() {
        return manifest;
    }
    let write = |path: &str, text: &str| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    write("Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"package*\"]\n");
    let mut count = 0;
    for package in 0..PACKAGES {
        let mut text = format!("[package]\nname = \"package{package}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
        if package == 0 {
            text.push_str("[dependencies]\n");
            for other in 1..PACKAGES {
                let _ = writeln!(text, "package{other} = {{ path = \"../package{other}\" }}");
            }
        }
        write(&format!("package{package}/Cargo.toml"), &text);
        let root: String = (0..FOLDERS).map(|folder| format!("pub mod folder{folder};\n")).collect();
        write(&format!("package{package}/src/lib.rs"), &(root + &code(0, 240)));
        for folder in 0..FOLDERS {
            let modules: String = (0..MODULES).map(|module| format!("pub mod module{module};\n")).collect();
            write(&format!("package{package}/src/folder{folder}/mod.rs"), &(modules + &code(1, 235)));
            for module in 0..MODULES {
                count += 1;
                let task = if count % ONE_OF == 0 && count / ONE_OF <= 200 {
                    format!(
                        "#[bgtask::background_task(trigger = \"time:{}\")]\npub struct Task{count};\n\n",
                        15 + count
                    )
                } else {
                    String::new()
                };
                let path = format!("package{package}/src/folder{folder}/module{module}.rs");
                write(&path, &(code(count, 125) + &task + &code(count + 1, 125)));
            }
        }
    }
    manifest
}

/// Code as people write it, of about so many lines.
fn code(seed: usize, lines: usize) -> String {
    let mut text = String::new();
    let mut part = seed;
    while memchr::memchr_iter(b'\n', text.as_bytes()).count() < lines.saturating_sub(12) {
        part += 1;
        let _ = match part % 4 {
            0 => write!(
                text,
                r#"
/// The entries of a feed that were not shown yet, the newest first.
///
/// Entries without a date come last; see `sort`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entries{seed}x{part} {{
    pub title: Option<String>,
    entries: Vec<(u64, String)>,
    is_sorted: bool,
}}
"#
            ),
            1 => write!(
                text,
                r#"
/// Loads what is there, or says why it can't.
pub fn load{seed}x{part}(path: &std::path::Path, limit: usize) -> Result<Vec<String>, std::io::Error> {{
    let text = std::fs::read_to_string(path)?;
    let mut lines = Vec::new();
    for (number, line) in text.lines().enumerate() {{
        // Comments and blank lines don't count.
        if line.is_empty() || line.starts_with('#') {{
            continue;
        }}
        if number >= limit {{
            return Err(std::io::Error::other(format!("{{}}: more than {{limit}} lines", path.display())));
        }}
        lines.push(line.replace('\t', "    ").trim_end().to_owned());
    }}
    Ok(lines)
}}
"#
            ),
            2 => write!(
                text,
                r##"
#[cfg(test)]
mod tests{seed}x{part} {{
    use std::collections::BTreeMap;

    #[test]
    fn pages_are_told_apart() {{
        let mut pages: BTreeMap<&str, [u8; 4]> = BTreeMap::new();
        pages.insert(r#"a "quoted" page"#, [b'{{', b'\'', b'"', 0]);
        assert_eq!(pages.len(), 1, "there are {{}}", pages.len());
        let _ = pages.iter().map(|(name, bytes)| (name.len(), bytes[0])).max();
    }}
}}
"##
            ),
            _ => write!(
                text,
                r#"
/* Kept as it was: the server answers in this form. */
pub enum Answer{seed}x{part}<'a> {{
    Nothing,
    Text(&'a str),
    Number {{ value: i64, unit: Option<&'static str> }},
}}

impl<'a> Answer{seed}x{part}<'a> {{
    pub const EMPTY: Self = Self::Nothing;

    pub fn describe(&self) -> String {{
        match self {{
            Self::Nothing => String::from("nothing"),
            Self::Text(text) if text.len() > 40 => format!("{{}}…", &text[..40]),
            Self::Text(text) => text.to_string(),
            Self::Number {{ value, unit: Some(unit) }} => format!("{{value}} {{unit}}"),
            Self::Number {{ value, .. }} => value.to_string(),
        }}
    }}
}}
"#
            ),
        };
    }
    text
}
