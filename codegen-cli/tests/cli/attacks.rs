//! Input that is made to do harm: one clear error with line and column, or the entries put in and all else kept; in bounded
//! memory and time, which the system sees to: under Linux each run has 3 GB of address space, and a minute.

use std::fmt::Write as _;
use std::net::TcpListener;
use std::process::Command;

use crate::feed::{PLIST, UWP, for_apple, out_of_process};
use crate::project::{Project, Run, tool};

/// Runs the tool with its means limited, where that can be done.
fn run(project: &Project, command: &str, input: &[u8]) -> Run {
    project.write("attack", input);
    let input = std::fs::File::open(project.path("attack")).expect("the file");
    let whole = tool();
    let mut limited = if cfg!(target_os = "linux") {
        let mut shell = Command::new("sh");
        shell.args(["-c", "ulimit -v 3000000 && exec timeout 60 \"$0\" \"$@\""]).arg(whole.get_program());
        shell.args(whole.get_args());
        for (name, value) in whole.get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        shell
    } else {
        whole
    };
    limited.args([command, "--input", "-"]).current_dir(project.root()).stdin(input);
    Run::of(&mut limited)
}

/// Asserts that an input is refused with one error, at a place.
#[track_caller]
fn refused(project: &Project, command: &str, about: &str, input: &[u8], place: &str, said: &str) {
    let Run { status, out, err } = run(project, command, input);
    assert_eq!((status, out.as_str()), (Some(2), ""), "{command}, {about}: {err}");
    assert!(err.starts_with(&format!("error: can't use <stdin>:{place}")), "{command}, {about}: {err}");
    assert!(err.contains(said) && err.len() < 400, "{command}, {about}: {err}");
    assert_eq!(err.matches("error").count(), 1, "{command}, {about}: {err}");
}

/// Asserts that an input gets its entries and keeps all else.
#[track_caller]
fn added_to(project: &Project, command: &str, about: &str, input: &str, entry: &str) {
    let Run { status, out, err } = run(project, command, input.as_bytes());
    assert_eq!(status, Some(0), "{command}, {about}: {err}");
    assert!(out.contains(entry), "{command}, {about}");
    let mut rest = out.lines();
    let lost = input.lines().find(|line| !rest.any(|other| other == *line || other == line.replace(" />", ">")));
    assert_eq!(lost, None, "{command}, {about}");
    // In a build with debug information, what is large takes seconds, and is no other the second time.
    if input.len() > 1 << 20 {
        return;
    }
    let again = run(project, command, out.as_bytes());
    assert_eq!((again.status, again.out == out), (Some(0), true), "{command}, {about}: the second time");
}

const ENTITIES: &str = "<!DOCTYPE x [\n<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">\
    <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>";

#[test]
fn doctypes_declare_nothing_and_nothing_is_fetched() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("set");
    let address = format!("http://{}/evil.dtd", listener.local_addr().expect("bound"));
    let quadratic = format!("<!DOCTYPE x [\n<!ENTITY a \"{}\">]>", "a".repeat(100_000));
    let external = format!("<!DOCTYPE x [\n<!ENTITY a SYSTEM \"{address}\">]>");
    let file = "<!DOCTYPE x [\n<!ENTITY a SYSTEM \"file:///etc/passwd\">]>";
    let parameter = format!("<!DOCTYPE x [\n<!ENTITY % a SYSTEM \"{address}\"> %a;]>");
    let (uwp, apple) = (out_of_process(), for_apple());
    for doctype in [ENTITIES, &quadratic, &external, file, &parameter] {
        let manifest = UWP.replacen("<Package", &format!("{doctype}\n<Package"), 1).replace("Contoso<", "&c;<");
        refused(&uwp, "manifest", doctype, manifest.as_bytes(), "2:1: ", "a DOCTYPE is not allowed here");
        let at = PLIST.find("<!DOCTYPE").expect("there");
        let end = PLIST.find("<plist").expect("there");
        let list = format!("{}{doctype}\n{}", &PLIST[..at], PLIST[end..].replace("$(PRODUCT_NAME)", "&c;"));
        refused(&apple, "plist", doctype, list.as_bytes(), "3:1: ", "the DOCTYPE declares something itself");
    }
    let elsewhere = PLIST.replace("http://www.apple.com/DTDs/PropertyList-1.0.dtd", &address);
    added_to(&apple, "plist", "a DTD from elsewhere", &elsewhere, "com.contoso.feed.refresh");
    assert!(listener.accept().is_err(), "the DTD was asked for");
}

#[test]
fn what_is_not_well_formed_is_refused_at_its_place() {
    let (uwp, apple) = (out_of_process(), for_apple());
    let names: String = (0..1_000).fold(String::new(), |mut names, n| {
        let _ = write!(names, " xmlns:n{n}=\"u{n}\"");
        names
    });
    let deep = "<a>".repeat(1_000_000);
    let many = "<a/>".repeat(2_100_000);
    let attributes: String = (0..200_000).fold(String::new(), |mut attributes, n| {
        let _ = write!(attributes, " a{n}=\"\"");
        attributes
    });
    let twice = format!("<b{attributes} a7=\"\"/>");
    let bound = format!("<b{names}/>");
    let cases: &[(&str, &str, &str, &str)] = &[
        ("a million nested elements", &deep, "", "deep"),
        ("two million elements", &many, "", "more than 2000000 elements"),
        ("many namespaces", &bound, "", "namespace declarations"),
        ("an attribute twice, of many", &twice, "", "attribute `a7` stands here twice"),
        ("an attribute twice", "<b c=\"\" c=\"\"/>", ":9: ", "attribute `c` stands here twice"),
        ("a prefix that nobody declares", "<who:b/>", ":2: ", "prefix `who` is not declared"),
        ("an attribute with such a prefix", "<b who:c=\"\"/>", ":4: ", "prefix `who` is not declared"),
        ("an entity that nobody declares", "<b>&who;</b>", ":4: ", "entity `&who;` is not declared"),
        ("NUL", "<b>\0</b>", ":4: ", "U+0000"),
        ("a control character", "<b c=\"\u{8}\"/>", ":7: ", "U+0008"),
        ("a reference to NUL", "<b>&#0;</b>", ":4: ", "reference"),
        ("U+FFFE", "<b>\u{FFFE}</b>", ":4: ", "U+FFFE"),
        ("an open comment", "<!-- ", ":1: ", "a comment is not closed"),
        ("an open CDATA", "<![CDATA[ ", ":1: ", "CDATA is not closed"),
        ("an open instruction", "<?x ", ":1: ", "a processing instruction is not closed"),
        ("the end of CDATA in text", "<b>]]></b>", ":4: ", "`]]>` is not allowed in text"),
        ("an end tag of another", "<b></c>", ":4: ", "expected `</b>`, found `</c>`"),
    ];
    for (about, attack, column, said) in cases {
        let manifest = UWP.replacen("  <Resources>", &format!("{attack}\n  <Resources>"), 1);
        let place = if column.is_empty() { "21:".to_owned() } else { format!("21{column}") };
        refused(&uwp, "manifest", about, manifest.as_bytes(), &place, said);
        let list = PLIST.replacen("\t<key>CFBundleName", &format!("{attack}\n\t<key>CFBundleName"), 1);
        let place = if column.is_empty() { "7:".to_owned() } else { format!("7{column}") };
        refused(&apple, "plist", about, list.as_bytes(), &place, said);
    }
    for (about, attack, said) in [
        ("text after the root", "x", "text outside of the root"),
        ("a second root", "<b/>", "a second root element"),
        ("a NUL after the root", "\0", "U+0000"),
    ] {
        let place = format!("{}:1: ", UWP.lines().count() + 1);
        refused(&uwp, "manifest", about, format!("{UWP}{attack}").as_bytes(), &place, said);
        let place = format!("{}:1: ", PLIST.lines().count() + 1);
        refused(&apple, "plist", about, format!("{PLIST}{attack}").as_bytes(), &place, said);
    }
}

#[test]
fn encodings_that_lie_or_are_broken_are_refused() {
    let (uwp, apple) = (out_of_process(), for_apple());
    for (project, command, text) in [(&uwp, "manifest", UWP), (&apple, "plist", PLIST)] {
        let declaring = |encoding: &str| text.replacen("utf-8", encoding, 1).replacen("UTF-8", encoding, 1);
        let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        let mut lone = utf16(&declaring("utf-16"));
        lone.extend([0x00, 0xD8, 0x20, 0x00]);
        let mut odd = utf16(&declaring("utf-16"));
        odd.push(0);
        let mut invalid = text.as_bytes().to_vec();
        let end = invalid.len();
        invalid.extend([0xC3, 0x28]);
        let end = text[..end].matches('\n').count() + 1;
        let last = format!("{end}:1: ");
        let cases: &[(&str, Vec<u8>, &str, &str)] = &[
            ("says utf-16, is UTF-8", declaring("utf-16").into(), "1:31: ", "its bytes are UTF-8"),
            ("says utf-8, is UTF-16", utf16(text), "1:31: ", "its bytes are UTF-16LE"),
            ("windows-1252", declaring("windows-1252").into(), "1:31: ", "the encoding windows-1252 is not supported"),
            ("Shift_JIS", declaring("Shift_JIS").into(), "1:31: ", "the encoding Shift_JIS is not supported"),
            ("UTF-7", declaring("UTF-7").into(), "1:31: ", "the encoding UTF-7 is not supported"),
            ("UTF-32", vec![0xFF, 0xFE, 0, 0, b'<', 0, 0, 0], "1:1: ", "UTF-32 is not supported"),
            ("a lone surrogate", lone, &last, "not valid UTF-16"),
            ("half a character", odd, &last, "not valid UTF-16"),
            ("invalid UTF-8", invalid, &last, "not valid UTF-8"),
            ("nothing", Vec::new(), "1:1: ", "the file is empty"),
            ("a byte order mark alone", vec![0xEF, 0xBB, 0xBF], "1:1: ", "the file is empty"),
            ("NULs", vec![0; 1_000], "1:1: ", ""),
        ];
        for (about, bytes, place, said) in cases {
            refused(project, command, about, bytes, place, said);
        }
    }
}

#[test]
fn what_is_strange_and_allowed_stays() {
    let (uwp, apple) = (out_of_process(), for_apple());
    let huge = format!("<b c=\"{}\" />", "x".repeat(16 << 20));
    let long = format!("<!--{}-->", "x".repeat(4 << 20));
    for (about, attack) in [
        ("an attribute of 16 MB", huge.as_str()),
        ("a comment of 4 MB", &long),
        ("C1 characters", "<b>\u{85}\u{9F}</b>"),
        ("entities in an attribute", "<b c=\"&#10;&#x9;&quot;&lt;\" />"),
        ("xml:space", "<b xml:space=\"preserve\">  <c />\n </b>"),
        ("markup in CDATA", "<b><![CDATA[</Package></plist><Extensions>]]></b>"),
        ("markup in a comment", "<!-- </Package></plist> <Extensions><key>UIBackgroundModes</key> -->"),
        ("NFD and NFC", "<b c=\"e\u{301}\u{E9}\" />"),
    ] {
        let manifest = UWP.replacen("  <Resources>", &format!("{attack}\n  <Resources>"), 1);
        added_to(&uwp, "manifest", about, &manifest, "EntryPoint=\"Feed.Tasks.Refresh\"");
        let value = if attack.starts_with("<!--") { attack.to_owned() } else { format!("<key>B</key>{attack}") };
        let list = PLIST.replacen("\t<key>CFBundleName", &format!("{value}\n\t<key>CFBundleName"), 1);
        added_to(&apple, "plist", about, &list, "com.contoso.feed.refresh");
    }
    // One namespace under two prefixes, and another default below the root.
    let two = UWP.replacen(
        "  IgnorableNamespaces",
        "  xmlns:x=\"http://schemas.microsoft.com/appx/manifest/foundation/windows10\"\n  \
                            IgnorableNamespaces",
        1,
    );
    let two = two.replace("<Applications>", "<x:Applications>").replace("</Applications>", "</x:Applications>");
    added_to(&uwp, "manifest", "one namespace twice", &two, "EntryPoint=\"Feed.Tasks.Refresh\"");
    let below = UWP.replacen("  <Resources>", "  <Extensions xmlns=\"urn:else\" />\n  <Resources>", 1);
    added_to(&uwp, "manifest", "another default below", &below, "<Path>feed_tasks.dll</Path>");
}

/// A binary property list of objects, the trailer's two sizes, and its three numbers: how many objects, which is the root, where the table is.
fn list(objects: &[&[u8]], sizes: [u8; 2], change: impl Fn(&mut [u64; 3])) -> Vec<u8> {
    let mut bytes = b"bplist00".to_vec();
    let mut offsets = Vec::new();
    for object in objects {
        offsets.push(u8::try_from(bytes.len()).expect("small"));
        bytes.extend(*object);
    }
    let mut numbers = [objects.len() as u64, 0, bytes.len() as u64];
    bytes.extend(offsets);
    change(&mut numbers);
    bytes.extend([0; 6]);
    bytes.extend(sizes);
    bytes.extend(numbers.iter().flat_map(|number| number.to_be_bytes()));
    bytes
}

#[test]
fn binary_property_lists_that_are_made_to_do_harm_are_refused() {
    let apple = for_apple();
    let plain: &[&[u8]] = &[&[0xD1, 1, 2], &[0x51, b'A'], &[0x51, b'b']];
    let good = list(plain, [1, 1], |_| {});
    bgtask_codegen::plist::PropertyList::read(&good).expect("the form is right");
    let length = |marker: u8| [marker, 0x13, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];
    let cases: &[(&str, Vec<u8>, &str)] = &[
        ("a value that is part of itself", list(&[&[0xD1, 1, 0], &[0x51, b'A']], [1, 1], |_| {}), "part of itself"),
        (
            "two that are part of each other",
            list(&[&[0xD1, 1, 2], &[0x51, b'A'], &[0xA1, 0]], [1, 1], |_| {}),
            "part of itself",
        ),
        ("offsets of no bytes", list(plain, [0, 1], |_| {}), "damaged"),
        ("references of no bytes", list(plain, [1, 0], |_| {}), "damaged"),
        ("offsets of 255 bytes", list(plain, [255, 1], |_| {}), "damaged"),
        ("more objects than bytes", list(plain, [1, 1], |numbers| numbers[0] = u64::MAX / 2), "damaged"),
        ("a root that is not there", list(plain, [1, 1], |numbers| numbers[1] = 77), "damaged"),
        ("a table beyond the end", list(plain, [1, 1], |numbers| numbers[2] = u64::MAX), "damaged"),
        ("a text of 8 EB", list(&[&[0xD1, 1, 2], &[0x51, b'A'], &length(0x5F)], [1, 1], |_| {}), "damaged"),
        ("a text of 16 EB in UTF-16", list(&[&[0xD1, 1, 2], &[0x51, b'A'], &length(0x6F)], [1, 1], |_| {}), "damaged"),
        ("data of 8 EB", list(&[&[0xD1, 1, 2], &[0x51, b'A'], &length(0x4F)], [1, 1], |_| {}), "damaged"),
        ("an array of 8 E", list(&[&[0xD1, 1, 2], &[0x51, b'A'], &length(0xAF)], [1, 1], |_| {}), "damaged"),
        ("a dictionary of 8 E", list(&[&length(0xDF)], [1, 1], |_| {}), "damaged"),
        ("a reference that leads nowhere", list(&[&[0xD1, 1, 9], &[0x51, b'A']], [1, 1], |_| {}), "damaged"),
    ];
    for (about, bytes, said) in cases {
        let Run { status, out, err } = run(&apple, "plist", bytes);
        assert_eq!((status, out.as_str()), (Some(2), ""), "{about}: {err}");
        assert!(
            err.starts_with("error: can't use <stdin>: this binary property list can't be read: "),
            "{about}: {err}"
        );
        assert!(err.contains(said) && err.lines().count() == 1, "{about}: {err}");
    }
}
