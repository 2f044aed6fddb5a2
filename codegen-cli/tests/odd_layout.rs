//! Files in layouts that nobody would choose: whatever stands between the tags, only what is wanted is put in, once,
//! and what is taken out again leaves the same bytes.

use bgtask_codegen::manifest::{Manifest, Ownership, Wanted, WantedEntryPoint};
use bgtask_codegen::plist::{self, PropertyList, WantedItem};
use bgtask_codegen::xml::Edit;
use bgtask_core::catalog::TaskType;

/// A small generator of numbers, so that the same layouts are tried every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit
    }

    fn choose<'c>(&mut self, choices: &[&'c str]) -> &'c str {
        choices[self.below(choices.len())]
    }
}

const GAPS: &[&str] =
    &["", "", " ", "\n", "\n", "\n  ", "\n\t", "\n\n\n    ", "\r\n\t", "\r", "  \n", "\t\r\n   \r\n "];
const COMMENTS: &[&str] = &["<!-- c -->", "<!-- a\n     long one -->", "<?go on?>", "<!--\r\n-->"];

/// The text with `|` replaced by anything that may stand between tags, and `~` by any white space within a tag.
fn laid_out(template: &str, numbers: &mut Numbers) -> String {
    // Most files have one habit; some of these have none.
    let habit = if numbers.below(4) > 0 { Some(numbers.choose(GAPS)) } else { None };
    let mut text = String::new();
    for c in template.chars() {
        match c {
            '|' => {
                let gap = |numbers: &mut Numbers| match habit {
                    Some(habit) if numbers.below(8) > 0 => habit,
                    _ => numbers.choose(GAPS),
                };
                text.push_str(gap(numbers));
                if numbers.below(10) == 0 {
                    text.push_str(numbers.choose(COMMENTS));
                    text.push_str(gap(numbers));
                }
            }
            '~' => text.push_str(numbers.choose(&[" ", " ", "\n      ", "\r\n\t", "   "])),
            '^' => text.push_str(numbers.choose(&["", "", " ", "\n"])),
            c => text.push(c),
        }
    }
    text
}

fn check_insertions(text: &str, edits: &[Edit]) {
    for edit in edits {
        let replaced = &text[edit.range.clone()];
        let opened = replaced.trim_start() == "/>" && edit.replacement.starts_with('>');
        assert!(replaced.is_empty() || opened, "{edit:?}\n{text}");
    }
}

const MANIFEST: &str = r#"<Package~xmlns="http://schemas.microsoft.com/appx/manifest/foundation/windows10"~xmlns:uap="u"^>|<Identity~Name="a"^/>|<Applications^>|<Application~Id="App"^>|<uap:VisualElements~A="b"~C="d"^>|<uap:Tile^/>|</uap:VisualElements^>|EXTENSIONS</Application^>|</Applications^>|<Capabilities^>|<Capability~Name="a"^/>|</Capabilities^>|SERVERS</Package^>|"#;
const EXTENSIONS: &str = r#"<Extensions^>|<Extension~Category="windows.backgroundTasks"~EntryPoint="Theirs.Task"^>|<BackgroundTasks^>|<Task~Type="timer"^/>|</BackgroundTasks^>|</Extension^>|<uap:Extension~Category="x"^/>|</Extensions^>|"#;
const SERVERS: &str = r#"<Extensions^>|<Extension~Category="windows.activatableClass.inProcessServer"^>|<InProcessServer^>|<Path>theirs.dll</Path>|<ActivatableClass~ActivatableClassId="Theirs.Task"~ThreadingModel="both"^/>|</InProcessServer^>|</Extension^>|</Extensions^>|"#;

#[test]
fn manifests() {
    let entry_point = |name: &str, of_type| WantedEntryPoint {
        entry_point: format!("Ours.{name}"),
        task_types: vec![of_type],
        component: "ours.dll".into(),
        tasks: vec![name.into()],
    };
    let ownership = Ownership { components: vec!["ours.dll".into()], entry_points: Vec::new() };
    let all = vec![entry_point("A", TaskType::Timer), entry_point("B", TaskType::SystemEvent)];
    let wanted = Wanted { entry_points: all, ownership, ..Wanted::default() };
    let nothing = Wanted { entry_points: Vec::new(), prune: true, ..wanted.clone() };
    let only_b = Wanted { entry_points: wanted.entry_points[1..].to_vec(), prune: true, ..wanted.clone() };
    let mut numbers = Numbers(7);
    for round in 0..3_000 {
        let extensions = if round % 2 == 0 { EXTENSIONS } else { "" };
        let servers = if round % 3 == 0 { SERVERS } else { "" };
        let template = MANIFEST.replace("EXTENSIONS", extensions).replace("SERVERS", servers);
        let text = laid_out(&template, &mut numbers);
        let apply = |text: &str, wanted: &Wanted| -> String {
            let manifest = Manifest::read(text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}"));
            let plan = manifest.plan(wanted).unwrap_or_else(|error| panic!("{error}\n{text}"));
            if !wanted.prune {
                check_insertions(text, &plan.edits);
            }
            String::from_utf8(manifest.apply(&plan)).expect("UTF-8")
        };
        let with = apply(&text, &wanted);
        assert_eq!(apply(&with, &wanted), with, "twice:\n{text}");
        assert_eq!(apply(&with, &nothing), text, "by way of:\n{with:?}");
        let one = apply(&with, &only_b);
        assert_eq!(apply(&one, &nothing), text, "by way of:\n{with:?}\nand:\n{one:?}");
    }
}

const LIST: &str = "<plist~version=\"1.0\"^>|<dict>|<key>A</key>|<array>|<string>b</string>|<string>c</string>|</array>|<key>T</key>|<true^/>|<key>D</key>|<dict>|<key>E</key>|<string>f</string>|</dict>|MODES</dict>|</plist>|";
const MODES: &str = "<key>UIBackgroundModes</key>|<array>|<string>voip</string>|</array>|<key>BGTaskSchedulerPermittedIdentifiers</key>|<array>|<string>com.theirs</string>|</array>|";

#[test]
fn property_lists() {
    let item = |value: &str| WantedItem { value: value.into(), why: "why".into(), tasks: vec!["T".into()] };
    let wanted = plist::Wanted {
        permitted_identifiers: vec![item("com.ours.a"), item("com.ours.b")],
        identifier_prefix: Some("com.ours".into()),
        ..plist::Wanted::default()
    };
    let with_modes = plist::Wanted { background_modes: vec![item("fetch"), item("voip")], ..wanted.clone() };
    let nothing = plist::Wanted { permitted_identifiers: Vec::new(), prune: true, ..wanted.clone() };
    let mut numbers = Numbers(11);
    for round in 0..3_000 {
        let text = laid_out(&LIST.replace("MODES", if round % 2 == 0 { MODES } else { "" }), &mut numbers);
        let apply = |text: &str, wanted: &plist::Wanted| -> String {
            let list = PropertyList::read(text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}"));
            let plan = list.plan(wanted).unwrap_or_else(|errors| panic!("{errors:?}\n{text}"));
            if !wanted.prune {
                check_insertions(text, &plan.edits);
            }
            String::from_utf8(list.apply(&plan)).expect("UTF-8")
        };
        let with = apply(&text, &wanted);
        assert_eq!(apply(&with, &wanted), with, "twice:\n{text}");
        assert_eq!(apply(&with, &nothing), text, "by way of:\n{with:?}");
        let modes = apply(&text, &with_modes);
        assert_eq!(apply(&modes, &with_modes), modes, "twice:\n{text}");
    }
}
