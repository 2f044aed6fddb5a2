//! Property lists: what is put in, where, and what is left alone.

use bgtask_codegen::plist::{Minimal, NoteKind, Plan, PlistErrorKind, PropertyList, Wanted, WantedItem, minimal};
use bgtask_codegen::xml::ErrorKind;
use plist::Value;

fn item(value: &str) -> WantedItem {
    WantedItem { value: value.into(), why: "requests need it".into(), tasks: vec!["Task".into()] }
}

fn modes(values: &[&str]) -> Wanted {
    Wanted { background_modes: values.iter().copied().map(item).collect(), ..Wanted::default() }
}

fn identifiers(values: &[&str]) -> Wanted {
    let permitted_identifiers = values.iter().copied().map(item).collect();
    Wanted { permitted_identifiers, identifier_prefix: Some("com.contoso.feed".into()), ..Wanted::default() }
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \
    \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n<plist version=\"1.0\">\n";

fn xcode(content: &str) -> String {
    format!("{HEAD}<dict>\n{content}</dict>\n</plist>\n")
}

fn plan(text: &str, wanted: &Wanted) -> Plan {
    let list = PropertyList::read(text.as_bytes()).unwrap_or_else(|error| panic!("{error}: {text}"));
    list.plan(wanted).unwrap_or_else(|errors| panic!("{errors:?}: {text}"))
}

/// The file after the edits, which a second run has nothing to add to.
fn edited(text: &str, wanted: &Wanted) -> String {
    let list = PropertyList::read(text.as_bytes()).unwrap_or_else(|error| panic!("{error}: {text}"));
    let plan = list.plan(wanted).unwrap_or_else(|errors| panic!("{errors:?}: {text}"));
    let result = String::from_utf8(list.apply(&plan)).expect("UTF-8");
    Value::from_reader_xml(result.as_bytes()).unwrap_or_else(|error| panic!("{error}: {result}"));
    let again = self::plan(&result, wanted);
    assert!(again.edits.is_empty(), "{:?}\n{result}", again.edits);
    result
}

fn refusal(bytes: &[u8]) -> (PlistErrorKind, Option<usize>) {
    let error = PropertyList::read(bytes).map(|_| ()).expect_err("refused");
    (error.kind, error.position.map(|position| position.line))
}

#[test]
fn lists_are_united_in_their_order() {
    let text = xcode(
        "\t<key>UIBackgroundModes</key>\n\t<array>\n\t\t<string>voip</string>\n\t\t<string>fetch</string>\n\t</array>\n",
    );
    let result = edited(&text, &modes(&["audio", "fetch", "audio", "remote-notification"]));
    let more = "\t\t<string>fetch</string>\n\t\t<string>audio</string>\n\t\t<string>remote-notification</string>\n";
    assert_eq!(result, text.replace("\t\t<string>fetch</string>\n", more));
}

#[test]
fn a_dictionary_that_begins_the_file_shows_its_indentation() {
    let text = "<dict>\n  <key>A</key>\n  <string>b</string>\n</dict>\n";
    let more = "  <key>UIBackgroundModes</key>\n  <array>\n    <string>fetch</string>\n  </array>\n</dict>";
    assert_eq!(edited(text, &modes(&["fetch"])), text.replace("</dict>", more));
}

#[test]
fn an_item_counts_however_it_is_written() {
    let items = "\t\t<string><![CDATA[fetch]]></string>\n\t\t<string>aud<!-- in two -->io</string>\n\t\t<string>voi&#x70;</string>\n";
    let text = xcode(&format!("\t<key>UIBackground<![CDATA[Modes]]></key>\n\t<array>\n{items}\t</array>\n"));
    let result = edited(&text, &modes(&["fetch", "audio", "voip", "location"]));
    assert_eq!(result, text.replace(items, &format!("{items}\t\t<string>location</string>\n")));
}

#[test]
fn missing_keys_come_last_or_in_order() {
    let array =
        |key: &str, value: &str| format!("\t<key>{key}</key>\n\t<array>\n\t\t<string>{value}</string>\n\t</array>\n");
    let string = |key: &str| format!("\t<key>{key}</key>\n\t<string>x</string>\n");
    let wanted = Wanted { background_modes: vec![item("fetch")], ..identifiers(&["com.contoso.feed.refresh"]) };
    let identifiers = array("BGTaskSchedulerPermittedIdentifiers", "com.contoso.feed.refresh");
    let modes = array("UIBackgroundModes", "fetch");
    // Few keys are in order by chance.
    let few = string("CFBundleName") + &string("UIRequiredDeviceCapabilities");
    assert_eq!(edited(&xcode(&few), &wanted), xcode(&format!("{few}{identifiers}{modes}")));
    let (first, last) = (string("CFBundleName") + &string("LSRequiresIPhoneOS"), string("UIMainStoryboardFile"));
    let sorted = xcode(&format!("{identifiers}{first}{modes}{last}"));
    assert_eq!(edited(&xcode(&format!("{first}{last}")), &wanted), sorted);
    assert_eq!(
        edited(&xcode(&format!("{last}{first}")), &wanted),
        xcode(&format!("{last}{first}{identifiers}{modes}"))
    );
    // In order whatever the case of letters.
    let mixed = string("aaa") + &string("BBB") + &string("ccc") + &string("UIz");
    let between = mixed.replace(&string("UIz"), &format!("{modes}{}", string("UIz")));
    assert_eq!(edited(&xcode(&mixed), &self::modes(&["fetch"])), xcode(&between));
}

#[test]
fn a_list_without_entries_is_opened() {
    let full = "\t<key>UIBackgroundModes</key>\n\t<array>\n\t\t<string>fetch</string>\n\t</array>\n";
    for empty in ["<array/>", "<array />", "<array></array>", "<array>\n\t</array>"] {
        let text = xcode(&format!("\t<key>UIBackgroundModes</key>\n\t{empty}\n"));
        assert_eq!(edited(&text, &modes(&["fetch"])), xcode(full), "{empty}");
    }
}

#[test]
fn a_key_after_a_list_without_entries_comes_after_it() {
    let wanted =
        Wanted { background_modes: vec![item("audio"), item("fetch")], ..identifiers(&["com.contoso.feed.a"]) };
    let text = "<plist><dict><key>UIBackgroundModes</key><array/></dict></plist>";
    let expected = "<plist><dict><key>UIBackgroundModes</key><array><string>audio</string><string>fetch</string></array>\
        <key>BGTaskSchedulerPermittedIdentifiers</key><array><string>com.contoso.feed.a</string></array></dict></plist>";
    assert_eq!(edited(text, &wanted), expected);
}

#[test]
fn an_empty_dictionary_is_filled_as_xcode_would() {
    let full = xcode("\t<key>UIBackgroundModes</key>\n\t<array>\n\t\t<string>fetch</string>\n\t</array>\n");
    for empty in ["<dict/>", "<dict></dict>", "<dict>\n</dict>"] {
        let text = format!("{HEAD}{empty}\n</plist>\n");
        assert_eq!(edited(&text, &modes(&["fetch"])), full);
    }
    let inside = format!("{}<dict/></plist>\n", HEAD.trim_end());
    let expected = full.replace("\">\n<dict>", "\"><dict>").replace("</dict>\n</plist>", "</dict></plist>");
    assert_eq!(edited(&inside, &modes(&["fetch"])), expected);
}

#[test]
fn everything_on_one_line_stays_there() {
    let text = "<plist version=\"1.0\"><dict><key>A</key><string>b</string></dict></plist>";
    let result = edited(text, &modes(&["fetch"]));
    let more = "<key>UIBackgroundModes</key><array><string>fetch</string></array></dict>";
    assert_eq!(result, text.replace("</dict>", more));
    // A key and its value on a line, arrays on theirs.
    let text = xcode("  <key>A</key> <string>b</string>\n  <key>C</key> <array><string>d</string></array>\n");
    let more = "  <key>UIBackgroundModes</key> <array><string>fetch</string><string>audio</string></array>\n</dict>";
    assert_eq!(edited(&text, &modes(&["fetch", "audio"])), text.replace("</dict>", more));
    let text = xcode("\t<key>UIBackgroundModes</key><array><string>fetch</string></array>\n");
    let more = "<string>fetch</string><string>audio</string>";
    assert_eq!(edited(&text, &modes(&["fetch", "audio"])), text.replace("<string>fetch</string>", more));
}

#[test]
fn entries_set_apart_by_blank_lines_stay_so() {
    let entry = |key: &str| format!("\n\t<key>{key}</key>\n\t<string>x</string>\n");
    let text = xcode(&format!("{}{}\n", entry("B"), entry("A")));
    let new = "\n\t<key>UIBackgroundModes</key>\n\t<array>\n\t\t<string>fetch</string>\n\t</array>\n";
    assert_eq!(edited(&text, &modes(&["fetch"])), xcode(&format!("{}{}{new}\n", entry("B"), entry("A"))));
}

#[test]
fn wrong_types_are_errors_with_their_places() {
    let text = xcode(
        "\t<key>UIBackgroundModes</key>\n\t<string>fetch</string>\n\t<key>BGTaskSchedulerPermittedIdentifiers</key>\n\t<array>\n\t\t\
         <integer>1</integer>\n\t</array>\n\t<key>UIApplicationExitsOnSuspend</key>\n\t<string>YES</string>\n",
    );
    let list = PropertyList::read(text.as_bytes()).expect("a property list");
    let errors = list.plan(&modes(&["fetch"])).expect_err("wrong types");
    let told: Vec<_> = errors
        .iter()
        .map(|error| (error.to_string(), error.position.map(|place| place.line), error.other.map(|place| place.line)))
        .collect();
    let expected = [
        ("`UIBackgroundModes` is an array of strings and not `<string>`", Some(6), Some(5)),
        ("`BGTaskSchedulerPermittedIdentifiers` lists strings, and not `<integer>`", Some(9), None),
        ("`UIApplicationExitsOnSuspend` is a Boolean and not `<string>`", Some(12), Some(11)),
    ];
    assert_eq!(told, expected.map(|(text, place, other)| (text.to_owned(), place, other)));
}

#[test]
fn a_key_that_stands_there_twice_is_an_error_if_it_is_to_be_edited() {
    let array = "\t<key>UIBackgroundModes</key>\n\t<array/>\n";
    let text = xcode(&format!("{array}\t<key>A</key>\n\t<true/>\n{array}"));
    let errors = PropertyList::read(text.as_bytes()).expect("a property list").plan(&modes(&[])).expect_err("twice");
    assert_eq!(errors[0].kind, PlistErrorKind::DuplicateKey("UIBackgroundModes".into()));
    assert_eq!(
        (errors[0].position.map(|place| place.line), errors[0].other.map(|place| place.line)),
        (Some(9), Some(5))
    );
    let other = "\t<key>A</key>\n\t<true/>\n";
    let notes = plan(&xcode(&format!("{other}{other}")), &modes(&["fetch"])).notes;
    assert_eq!(notes[0].kind, NoteKind::DuplicateKey("A".into()));
    assert_eq!(notes[0].position.map(|place| place.line), Some(7));
}

#[test]
fn placeholders_stay_and_are_taken_for_what_they_may_become() {
    let text = xcode(
        "\t<key>BGTaskSchedulerPermittedIdentifiers</key>\n\t<array>\n\t\t<string>$(PRODUCT_BUNDLE_IDENTIFIER).refresh</string>\n\t\t\
         <string>$(ANYTHING)</string>\n\t</array>\n",
    );
    let wanted = identifiers(&["com.contoso.feed.refresh", "com.contoso.feed.processing"]);
    let result = edited(&text, &wanted);
    let more = "\t\t<string>$(ANYTHING)</string>\n\t\t<string>com.contoso.feed.processing</string>\n";
    assert_eq!(result, text.replace("\t\t<string>$(ANYTHING)</string>\n", more));
    let note = &plan(&text, &wanted).notes[0];
    assert_eq!(note.kind.to_string(), "`$(PRODUCT_BUNDLE_IDENTIFIER).refresh` is taken for com.contoso.feed.refresh");
    // Where the bundle identifier is known, it is compared.
    let known =
        text.replace("<dict>\n", "<dict>\n\t<key>CFBundleIdentifier</key>\n\t<string>com.contoso.mail</string>\n");
    assert!(edited(&known, &wanted).contains("<string>com.contoso.feed.refresh</string>"));
}

#[test]
fn stale_identifiers_are_told_and_taken_out_on_request() {
    let entry = |identifiers: &[&str]| {
        let strings: Vec<_> =
            identifiers.iter().map(|identifier| format!("\t\t<string>{identifier}</string>\n")).collect();
        format!("\t<key>BGTaskSchedulerPermittedIdentifiers</key>\n\t<array>\n{}\t</array>\n", strings.concat())
    };
    let name = "\t<key>CFBundleName</key>\n\t<string>x</string>\n";
    let all =
        entry(&["com.contoso.feed.old", "com.contoso.feedback", "com.contoso.feed.refresh", "com.contoso.feed.gone"]);
    let text = xcode(&format!("{all}{name}"));
    let wanted = identifiers(&["com.contoso.feed.refresh"]);
    let told = plan(&text, &wanted);
    assert!(told.edits.is_empty());
    let stale: Vec<_> =
        told.stale.iter().map(|stale| (stale.identifier.as_str(), stale.position.map(|place| place.line))).collect();
    assert_eq!(stale, [("com.contoso.feed.old", Some(7)), ("com.contoso.feed.gone", Some(10))]);
    let pruned = edited(&text, &Wanted { prune: true, ..wanted });
    assert_eq!(pruned, xcode(&format!("{}{name}", entry(&["com.contoso.feedback", "com.contoso.feed.refresh"]))));
    // With its last identifier goes the key.
    let only = xcode(
        &format!("{name}{}{name}", entry(&["com.contoso.feed.old"]))
            .replace("x</string>\n\t<key>BG", "x</string>\n\n\t<key>BG"),
    );
    let pruned = edited(&only.replace("</array>\n", "</array>\n\n"), &Wanted { prune: true, ..identifiers(&[]) });
    assert_eq!(pruned, xcode(&format!("{name}\n{name}")));
    // A comment keeps it.
    let commented = text
        .replace("<array>\n", "<array>\n\t\t<!-- why -->\n")
        .replace("\t\t<string>com.contoso.feedback</string>\n", "");
    let pruned = edited(&commented, &Wanted { prune: true, ..identifiers(&[]) });
    assert!(pruned.contains("<array>\n\t\t<!-- why -->\n\t</array>"), "{pruned}");
}

#[test]
fn the_flag_is_set_only_on_request() {
    let set = |text: &str, value: bool| edited(text, &Wanted { exits_on_suspend: Some(value), ..Wanted::default() });
    let with = |value: &str| xcode(&format!("\t<key>UIApplicationExitsOnSuspend</key>\n\t{value}\n"));
    assert_eq!(set(&xcode(""), true), with("<true/>"));
    for (before, value, after) in [
        ("<false/>", true, "<true/>"),
        ("<true />", false, "<false />"),
        ("<true></true >", false, "<false></false >"),
        ("<false/>", false, "<false/>"),
    ] {
        assert_eq!(set(&with(before), value), with(after));
    }
    assert!(plan(&with("<true/>"), &modes(&[])).edits.is_empty());
}

#[test]
fn what_is_no_property_list_is_refused_with_the_reason() {
    for text in ["{ A = b; }", "A = b;\nC = ( d );", "// x\n{ }"] {
        assert_eq!(refusal(text.as_bytes()).0, PlistErrorKind::OldStyle);
    }
    assert!(refusal(b"{ A = b; }").0.to_string().contains("plutil -convert xml1"));
    assert_eq!(refusal(b"hello").0, PlistErrorKind::Xml(ErrorKind::NotXml));
    // Lines for the C preprocessor make no file of the old style.
    let preprocessed = format!("#define A \"a=b;\"\n{}", xcode(""));
    assert_eq!(refusal(preprocessed.as_bytes()).0, PlistErrorKind::Xml(ErrorKind::NotXml));
    assert_eq!(refusal(b"").0, PlistErrorKind::Xml(ErrorKind::Empty));
    assert_eq!(refusal(b"<a/>"), (PlistErrorKind::NotAPropertyList("a".into()), Some(1)));
    assert_eq!(refusal(b"<plist>\n<array/></plist>"), (PlistErrorKind::NotADictionary("`<array>`".into()), Some(2)));
    assert_eq!(refusal(b"<plist/>").0, PlistErrorKind::NotADictionary("nothing".into()));
    assert_eq!(refusal(b"<plist><dict/><dict/></plist>").0, PlistErrorKind::NotADictionary("several values".into()));
    let odd = xcode("\t<key>A</key>\n\t<key>B</key>\n\t<true/>\n");
    assert_eq!(refusal(odd.as_bytes()), (PlistErrorKind::KeyWithoutValue("A".into()), Some(5)));
    let odd = xcode("\t<true/>\n");
    assert_eq!(refusal(odd.as_bytes()), (PlistErrorKind::ValueWithoutKey("true".into()), Some(5)));
    let template = xcode("{{#if x}}\n\t<key>A</key>\n{{/if}}\n").replace("</dict>", "");
    assert!(matches!(refusal(template.as_bytes()).0, PlistErrorKind::Xml(_)));
    let entity = xcode("\t<key>A</key>\n\t<string>&b;</string>\n").replace("dtd\">", "dtd\" [<!ENTITY b \"c\">]>");
    assert_eq!(refusal(entity.as_bytes()), (PlistErrorKind::Xml(ErrorKind::InternalSubset), Some(2)));
    let deep = format!("<plist>{}", "<array>".repeat(1_000_000));
    assert_eq!(refusal(deep.as_bytes()).0, PlistErrorKind::Xml(ErrorKind::TooDeep(128)));
}

#[test]
fn an_empty_internal_subset_and_no_doctype_are_fine() {
    let text = xcode("").replace("dtd\">", "dtd\" []>");
    assert!(edited(&text, &modes(&["fetch"])).contains("dtd\" []>"));
    edited("<plist><dict/></plist>", &modes(&["fetch"]));
    edited("<dict/>".replace("<dict/>", "<plist><dict/></plist>").as_str(), &modes(&["fetch"]));
}

#[test]
fn stray_text_stays_and_is_told() {
    let text = xcode("\t<key>A</key>\n\t<true/>x\n");
    let list = PropertyList::read(text.as_bytes()).expect("a property list");
    let plan = list.plan(&modes(&["fetch"])).expect("planned");
    assert_eq!(plan.notes[0].kind, NoteKind::StrayText);
    assert_eq!(plan.notes[0].position.map(|place| (place.line, place.column)), Some((6, 9)));
    let result = String::from_utf8(list.apply(&plan)).expect("UTF-8");
    assert!(result.contains("<true/>x\n\t<key>UIBackgroundModes</key>"), "{result}");
}

#[test]
fn facts_have_their_places() {
    let text = xcode(
        "\t<key>CFBundleIdentifier</key>\n\t<string>com.contoso.feed</string>\n\t<key>UIBackgroundModes</key>\n\t<array>\n\t\t\
         <string>fetch</string>\n\t</array>\n\t<key>UIApplicationExitsOnSuspend</key>\n\t<false/>\n",
    );
    let facts = PropertyList::read(text.as_bytes()).expect("a property list").facts();
    assert!(facts.has_key("CFBundleIdentifier") && !facts.has_key("UILaunchScreen"));
    assert_eq!(facts.bundle_identifier.as_deref(), Some("com.contoso.feed"));
    assert_eq!(facts.exits_on_suspend, Some(false));
    let mode = &facts.background_modes[0];
    assert_eq!((mode.text.as_str(), mode.position.map(|place| (place.line, place.column))), ("fetch", Some((9, 3))));
    assert_eq!(facts.keys[1].position.map(|place| place.line), Some(7));
}

#[test]
fn a_new_property_list_declares_what_is_wanted() {
    let wanted = Wanted { background_modes: vec![item("fetch")], ..identifiers(&["com.contoso.feed.refresh"]) };
    let about = Minimal { name: Some("Feeds & more".into()), ..Minimal::default() };
    let text = String::from_utf8(minimal(&about, &wanted).expect("made")).expect("UTF-8");
    assert!(plan(&text, &wanted).edits.is_empty());
    assert!(text.contains("<!-- To fill in") && text.contains("<string>Feeds &amp; more</string>"));
    let value = Value::from_reader_xml(text.as_bytes()).expect("a property list");
    let keys: Vec<&String> = value.as_dictionary().expect("a dictionary").keys().collect();
    assert!(keys.is_sorted() && keys.len() == 12, "{keys:?}");
}

fn binary(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.to_writer_binary(&mut bytes).expect("written");
    bytes
}

fn from_xml(text: &str) -> Value {
    Value::from_reader_xml(text.as_bytes()).expect("a property list")
}

#[test]
fn binary_files_keep_values_and_order() {
    let content = "<key>Z</key><real>1.5</real><key>A</key><date>2020-01-02T03:04:05Z</date><key>B</key><data>AAEC</data>\
        <key>UIBackgroundModes</key><array><string>voip</string></array><key>I</key><integer>-3</integer>";
    let before = from_xml(&xcode(content));
    let bytes = binary(&before);
    let wanted = Wanted {
        background_modes: vec![item("voip"), item("fetch")],
        exits_on_suspend: Some(false),
        ..identifiers(&["com.contoso.feed.refresh"])
    };
    let list = PropertyList::read(&bytes).expect("a property list");
    assert!(list.document().is_none());
    let plan = list.plan(&wanted).expect("planned");
    let what: Vec<_> = plan.edits.iter().map(|edit| edit.what.as_str()).collect();
    let expected = [
        "add the key BGTaskSchedulerPermittedIdentifiers",
        "add com.contoso.feed.refresh to BGTaskSchedulerPermittedIdentifiers",
        "set UIApplicationExitsOnSuspend to false",
        "add fetch to UIBackgroundModes",
    ];
    assert_eq!(what, expected);
    let result = list.apply(&plan);
    assert!(result.starts_with(b"bplist00"));
    let expected = content.replace("<string>voip</string>", "<string>voip</string><string>fetch</string>")
        + "<key>BGTaskSchedulerPermittedIdentifiers</key><array><string>com.contoso.feed.refresh</string></array>\
           <key>UIApplicationExitsOnSuspend</key><false/>";
    let after = Value::from_reader(std::io::Cursor::new(&result)).expect("a property list");
    assert_eq!(after, from_xml(&xcode(&expected)));
    let keys = |value: &Value| value.as_dictionary().expect("a dictionary").keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&after), keys(&from_xml(&xcode(&expected))));
    let again = PropertyList::read(&result).expect("a property list");
    let plan = again.plan(&wanted).expect("planned");
    assert!(plan.edits.is_empty());
    assert_eq!(again.apply(&plan), result);
    // And back: the order of what stays is the same.
    let pruning = Wanted { prune: true, ..identifiers(&[]) };
    let plan = again.plan(&pruning).expect("planned");
    assert_eq!(plan.stale[0].identifier, "com.contoso.feed.refresh");
    let back = Value::from_reader(std::io::Cursor::new(again.apply(&plan))).expect("a property list");
    let mut names = keys(&before);
    names.push("UIApplicationExitsOnSuspend".into());
    assert_eq!(keys(&back), names);
}

#[test]
fn what_is_taken_out_of_a_binary_file_leaves_the_order_of_the_rest() {
    let key = |name: &str| format!("<key>{name}</key><string>x</string>");
    let plist_key = "BGTaskSchedulerPermittedIdentifiers";
    let ours = format!("<key>{plist_key}</key><array><string>com.contoso.feed.old</string></array>");
    let text = xcode(&format!("{}{ours}{}{}", key("B"), key("C"), key("A")));
    let bytes = binary(&from_xml(&text));
    let list = PropertyList::read(&bytes).expect("a property list");
    let plan = list.plan(&Wanted { prune: true, ..identifiers(&[]) }).expect("nothing contradicts");
    let pruned = Value::from_reader(std::io::Cursor::new(list.apply(&plan))).expect("a property list");
    let keys: Vec<_> = pruned.as_dictionary().expect("a dictionary").keys().collect();
    assert_eq!(keys, ["B", "C", "A"]);
    // What is emptied and filled again keeps its place.
    let plan = list.plan(&Wanted { prune: true, ..identifiers(&["com.contoso.feed.new"]) }).expect("as before");
    let renewed = Value::from_reader(std::io::Cursor::new(list.apply(&plan))).expect("a property list");
    assert_eq!(renewed.as_dictionary().and_then(|keys| keys.keys().nth(1)).map(String::as_str), Some(plist_key));
}

#[test]
fn binary_files_that_are_damaged_or_absurd_are_refused() {
    let good = binary(&from_xml(&xcode("<key>A</key><array><string>b</string><dict/></array>")));
    for length in 0..good.len() {
        let result = PropertyList::read(&good[..length]);
        assert!(result.is_err(), "{length}");
    }
    for at in 0..good.len() {
        for bits in [0x01, 0x80, 0xFF] {
            let mut bytes = good.clone();
            bytes[at] ^= bits;
            // Whatever it makes of them, it does not fail otherwise.
            if let Ok(list) = PropertyList::read(&bytes) {
                let _ = list.plan(&modes(&["fetch"])).map(|plan| list.apply(&plan));
            }
        }
    }
    assert!(matches!(refusal(&binary(&Value::Array(Vec::new()))).0, PlistErrorKind::NotADictionary(_)));
    // Nested arrays, each with one item, and each with the next one twice: the second kind doubles at each level.
    for (levels, items) in [(100_000_u32, 1_usize), (100, 2)] {
        let mut bytes = b"bplist00".to_vec();
        let mut offsets = Vec::new();
        for level in 1..=levels {
            offsets.push(bytes.len());
            bytes.push(0xA0 | u8::try_from(items).expect("few"));
            for _ in 0..items {
                bytes.extend(level.to_be_bytes());
            }
        }
        offsets.push(bytes.len());
        bytes.push(0xA0);
        let table = bytes.len();
        for offset in &offsets {
            bytes.extend(u32::try_from(*offset).expect("small").to_be_bytes());
        }
        bytes.extend([0, 0, 0, 0, 0, 0, 4, 4]);
        for number in [offsets.len(), 0, table] {
            bytes.extend((number as u64).to_be_bytes());
        }
        let (kind, _) = refusal(&bytes);
        let expected = if items == 1 {
            "values are nested more than 128 deep"
        } else {
            "it stands for more than 256 MiB of values"
        };
        assert_eq!(kind, PlistErrorKind::Binary(expected.into()));
    }
}

#[test]
fn wrong_types_in_binary_files_are_errors_too() {
    let text = xcode("<key>UIBackgroundModes</key><string>fetch</string>");
    let bytes = binary(&from_xml(&text));
    let errors = PropertyList::read(&bytes).expect("a property list").plan(&modes(&["fetch"])).expect_err("wrong type");
    assert_eq!(errors[0].to_string(), "`UIBackgroundModes` is an array of strings and not `string`");
}
