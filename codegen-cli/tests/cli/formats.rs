//! The forms for machines.

use serde_json::Value;

use crate::feed::{COMPONENT, MANIFEST, OUT_OF_PROCESS, UWP, out_of_process, windows};
use crate::project::{Project, Run};

fn of_reason<'v>(lines: &'v [Value], reason: &str) -> Vec<&'v Value> {
    lines.iter().filter(|line| line["reason"] == reason).collect()
}

#[test]
fn a_check_is_a_json_object_per_line() {
    let project = out_of_process();
    let run = project.run(&["check", "--message-format", "json"]).ended(1);
    assert_eq!(run.err, "");
    let lines = run.json_lines();
    assert!(lines.iter().all(|line| line["version"] == 1 && line["reason"].is_string()), "{}", run.out);
    let diagnostics = of_reason(&lines, "diagnostic");
    assert_eq!(diagnostics.len(), 2);
    let first = diagnostics[0];
    assert_eq!((&first["rule"], &first["severity"]), (&"BG0603".into(), &"error".into()));
    assert_eq!((&first["location"]["file"], &first["location"]["line"]), (&"src/lib.rs".into(), &3.into()));
    assert_eq!(first["related"][0]["location"]["file"], MANIFEST);
    assert!(
        first["rendered"].as_str().is_some_and(|text| text.starts_with("error[BG0603]: ") && !text.contains('\u{1b}'))
    );
    let edits = of_reason(&lines, "edit");
    assert!(edits.iter().any(|edit| edit["tasks"][0] == "Refresh" && edit["file"] == MANIFEST), "{}", run.out);
    let file = of_reason(&lines, "file");
    assert_eq!((&file[0]["file"], &file[0]["status"]), (&MANIFEST.into(), &"out-of-step".into()));
    let finished = lines.last().expect("an end");
    assert_eq!(
        (&finished["reason"], &finished["success"], &finished["errors"]),
        (&"finished".into(), &false.into(), &2.into())
    );
}

#[test]
fn a_sync_says_in_json_what_it_wrote() {
    let project = out_of_process();
    let lines = project.run(&["sync", "--message-format", "json"]).ended(0).json_lines();
    assert_eq!(of_reason(&lines, "file")[0]["status"], "written");
    // The edits put the file together.
    let mut text = String::from(UWP);
    for edit in of_reason(&lines, "edit").iter().rev() {
        let line = usize::try_from(edit["line"].as_u64().expect("a line")).expect("a small number");
        assert!(line >= 1 && line <= UWP.lines().count(), "{edit}");
        text.push_str(edit["added"].as_str().expect("text"));
    }
    for class in ["Feed.Tasks.Refresh", "Feed.Tasks.migrate"] {
        assert!(text.contains(class), "{text}");
    }
    let again = project.run(&["sync", "--message-format", "json"]).ended(0).json_lines();
    assert_eq!(of_reason(&again, "edit"), Vec::<&Value>::new());
    assert_eq!(of_reason(&again, "file")[0]["status"], "up-to-date");
    assert_eq!(again.last().map(|line| line["success"].clone()), Some(true.into()));
}

#[test]
fn each_edit_of_a_sync_says_where_what_why_and_for_which_tasks() {
    let project = out_of_process();
    let lines = project.run(&["sync", "--dry-run", "--message-format", "json"]).ended(0).json_lines();
    let edits = of_reason(&lines, "edit");
    assert_eq!(project.read(MANIFEST), UWP);
    let mut told: Vec<_> = edits.iter().map(|edit| (edit["what"].as_str(), edit["tasks"].clone())).collect();
    told.sort_by_key(|(what, _)| *what);
    let both = serde_json::json!(["Refresh", "migrate"]);
    assert!(
        told.iter().all(|(what, tasks)| what.is_some_and(|what| !what.is_empty()) && tasks != &Value::Null),
        "{told:?}"
    );
    let declares = |class: &str, task: &str| {
        let expected = serde_json::json!([task]);
        told.iter().any(|(what, tasks)| {
            what.is_some_and(|what| what.contains(class)) && (*tasks == expected || *tasks == both)
        })
    };
    assert!(declares("Feed.Tasks.Refresh", "Refresh") && declares("Feed.Tasks.migrate", "migrate"), "{told:?}");
    for edit in edits {
        assert_eq!(edit["file"], MANIFEST);
        let line = usize::try_from(edit["line"].as_u64().expect("a line")).expect("a small number");
        let column = usize::try_from(edit["column"].as_u64().expect("a column")).expect("a small number");
        let length = UWP.lines().nth(line - 1).expect("a line of the file").chars().count();
        assert!(column >= 1 && column <= length + 1, "{edit}");
        assert!(edit["why"].as_str().is_some_and(|why| !why.is_empty()), "{edit}");
    }
    // What is taken out is behind no task any more.
    project.run(&["sync"]).ended(0);
    project.write("src/lib.rs", OUT_OF_PROCESS.replace("Refresh", "Fetch"));
    let lines = project.run(&["sync", "--prune", "--dry-run", "--message-format", "json"]).ended(0).json_lines();
    let removed = of_reason(&lines, "edit").into_iter().find(|edit| edit["removed"] != "" && edit["added"] == "");
    let removed = removed.unwrap_or_else(|| panic!("{lines:?}"));
    assert_eq!(removed["tasks"], serde_json::json!([]));
    assert!(removed["what"].as_str().is_some_and(|what| what.contains("Feed.Tasks.Refresh")), "{removed}");
}

#[test]
fn where_standard_output_is_taken_the_report_stands_beside_it() {
    let code = OUT_OF_PROCESS.replace("UserPresent\")", "UserPresent\", cancel_on_condition_loss)");
    let project = windows(COMPONENT, UWP, &code);
    let run = project.run(&["manifest", "--input", MANIFEST, "--message-format", "json"]).ended(0);
    assert!(run.out.starts_with("<?xml"), "{}", run.out);
    assert!(run.err.lines().all(|line| line.starts_with('{')), "{}", run.err);
    let broken = Project::new("", "#[bgtask::background_task(trigger = \"tiem\")]\npub struct A;\n");
    let run = broken.run(&["list", "--message-format", "json"]).ended(0);
    assert_eq!(run.out, "[]\n");
    let line: Value = serde_json::from_str(run.err.lines().next().expect("a line")).expect("JSON");
    assert_eq!(line["rule"], "BG0102");
}

#[test]
fn a_check_is_a_sarif_log() {
    let code = OUT_OF_PROCESS.replace("time:15", "time:5");
    let project = windows(COMPONENT, UWP, &code);
    let run = project.run(&["check", "--message-format", "sarif"]).ended(1);
    let log: Value = serde_json::from_str(&run.out).expect("one log");
    assert_eq!(log["version"], "2.1.0");
    let results = log["runs"][0]["results"].as_array().expect("results");
    let result = results.iter().find(|result| result["ruleId"] == "BG0101").expect("the broken rule");
    assert_eq!(result["level"], "error");
    let physical = &result["locations"][0]["physicalLocation"];
    assert_eq!(physical["artifactLocation"]["uri"], "src/lib.rs");
    assert_eq!(physical["region"]["startLine"], 3);
    assert!(physical["region"]["endColumn"].as_u64() > physical["region"]["startColumn"].as_u64());
    let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("a small number");
    let rule = &log["runs"][0]["tool"]["driver"]["rules"][index];
    assert_eq!(rule["id"], "BG0101");
    assert!(rule["helpUri"].as_str().is_some_and(|uri| uri.starts_with("https://")));
    let clean = out_of_process();
    clean.run(&["sync"]).ended(0);
    let log: Value =
        serde_json::from_str(&clean.run(&["check", "--message-format", "sarif"]).ended(0).out).expect("a log");
    assert_eq!(log["runs"][0]["results"], Value::Array(Vec::new()));
}

#[test]
fn what_is_written_is_as_the_schemas_say() {
    let schema = |name: &str| {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/schema/").to_owned() + name;
        let schema = std::fs::read_to_string(path).expect("a schema");
        jsonschema::validator_for(&serde_json::from_str(&schema).expect("JSON")).expect("a schema")
    };
    let (list, messages) = (schema("list.json"), schema("messages.json"));
    let project = out_of_process();
    let listed = project.run(&["list", "--message-format", "json"]).ended(0).out;
    let listed: Value = serde_json::from_str(&listed).expect("JSON");
    assert!(list.is_valid(&listed) && !list.is_valid(&serde_json::json!([{}])), "{listed}");
    let odd = Project::new("", "#[bgtask::background_task(trigger = \"tiem\")] pub struct A;\nmod missing;\n");
    for (project, arguments, status) in [
        (&odd, ["check"].as_slice(), 1),
        (&project, &["check"], 1),
        (&project, &["sync"], 0),
        (&project, &["check"], 0),
    ] {
        let lines = project.run(&[arguments, &["--message-format", "json"]].concat()).ended(status).json_lines();
        assert!(lines.iter().all(|line| messages.is_valid(line)), "{lines:#?}");
        let mut other = lines.last().expect("an end").clone();
        other["version"] = "one".into();
        assert!(!messages.is_valid(&other), "{other}");
    }
}

#[test]
fn what_could_not_be_used_is_a_line_of_json() {
    let schema = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/schema/messages.json"));
    let schema = serde_json::from_str(&schema.expect("a schema")).expect("JSON");
    let messages = jsonschema::validator_for(&schema).expect("a schema");
    let broken = Project::new("[package.metadata", "");
    let unclosed = windows(COMPONENT, "<Package>", OUT_OF_PROCESS);
    for (project, arguments) in [
        (&broken, ["check"].as_slice()),
        (&broken, &["sync"]),
        (&broken, &["check", "--no-such-option"]),
        (&unclosed, &["check"]),
        (&unclosed, &["sync"]),
        (&unclosed, &["manifest", "--input", MANIFEST, "--output", MANIFEST]),
    ] {
        let arguments = [arguments, &["--message-format", "json"]].concat();
        let run = project.run(&arguments).ended(2);
        let lines = run.json_lines();
        assert!(lines.iter().all(|line| messages.is_valid(line)), "{arguments:?}: {lines:#?}");
        let [error] = of_reason(&lines, "error")[..] else { panic!("{arguments:?}: {lines:#?}") };
        let said = error["message"].as_str().expect("a text");
        assert!(run.err.starts_with(&format!("error: {said}\n")), "{arguments:?}: {said:?}, {:?}", run.err);
        let finished = lines.last().expect("an end");
        assert_eq!((&finished["reason"], &finished["success"]), (&"finished".into(), &false.into()));
        assert_eq!(finished["errors"], 1, "{arguments:?}: {lines:#?}");
    }
    // A list of tasks can't say it, and none would say that there are no tasks.
    let run = broken.run(&["list", "--message-format", "json"]).ended(2);
    assert_eq!(run.out, "");
    let lines: Vec<Value> = run.err.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(of_reason(&lines, "error").len(), 1, "{lines:?}");
}

#[test]
fn the_place_and_the_help_of_what_could_not_be_used_stand_apart() {
    let error = |manifest: &str| {
        let run = windows(COMPONENT, manifest, OUT_OF_PROCESS).run(&["check", "--message-format", "json"]).ended(2);
        of_reason(&run.json_lines(), "error")[0].clone()
    };
    let unclosed = error("<Package>\n  <a>");
    let at = serde_json::json!({ "file": MANIFEST, "line": 2, "column": 3, "end_line": 2, "end_column": 3 });
    assert_eq!((&unclosed["location"], &unclosed["help"]), (&at, &Value::Null), "{unclosed}");
    let other = error("no XML");
    assert_eq!(other["message"], format!("can't use {MANIFEST}:1:1: this is not XML: it does not begin with `<`"));
    assert!(other["help"].as_str().is_some_and(|help| help.starts_with("it is `manifest` under ")), "{other}");
    let project = windows(COMPONENT, "", OUT_OF_PROCESS);
    std::fs::remove_file(project.path(MANIFEST)).expect("a file");
    let run = project.run(&["check", "--message-format", "json"]).ended(2);
    let missing = of_reason(&run.json_lines(), "error")[0].clone();
    assert_eq!(missing["location"], Value::Null, "{missing}");
    assert!(!missing["message"].as_str().is_none_or(|message| message.contains("help")), "{missing}");
}

#[test]
fn short_is_a_line_each() {
    let project = out_of_process();
    let Run { err, .. } = project.run(&["check", "--message-format", "short"]).ended(1);
    let lines: Vec<_> = err.lines().collect();
    assert!(lines[0].starts_with("src/lib.rs:3:29: error[BG0603]: packaging/Package.appxmanifest lacks"), "{err}");
    assert!(lines[1].starts_with("src/lib.rs:6:29: error[BG0603]: "), "{err}");
    assert_eq!(lines[2..], ["error: 2 errors"]);
}

#[test]
fn a_report_is_colored_when_asked_for_and_else_not() {
    let project = out_of_process();
    let plain = project.run(&["sync", "--diff", "--dry-run"]).ended(0);
    assert!(!plain.out.contains('\u{1b}') && !plain.err.contains('\u{1b}'));
    let colored = project.run(&["sync", "--diff", "--dry-run", "--color", "always"]).ended(0);
    assert!(colored.out.contains("\u{1b}["), "{}", colored.out);
    let colored = project.run(&["check", "--color=always"]).ended(1);
    assert!(colored.err.contains("\u{1b}["), "{}", colored.err);
}
