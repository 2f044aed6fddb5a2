//! SARIF logs: what they point at, and that they are what the standard says.
//!
//! The schema is not part of the repository; tests/sarif/run gets it and says where it is.

use serde_json::{Value, json};

use crate::feed::{COMPONENT, MANIFEST, OUT_OF_PROCESS, UWP, for_apple, out_of_process, windows};
use crate::project::{Project, Run};

/// Checks a log against the schema, where there is one, and hands it on.
fn log(run: &Run) -> Value {
    let log: Value = serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}", run.out));
    if let Some(path) = std::env::var_os("BGTASK_SARIF_SCHEMA") {
        let schema = std::fs::read_to_string(path).expect("the schema that is named is there");
        // A bracket too many, of which only JavaScript makes a pattern. We write no language.
        let schema = serde_json::from_str(&schema.replace("{2}]?$", "{2}$")).expect("it is JSON");
        let validator = jsonschema::validator_for(&schema).expect("it is a schema");
        let errors: Vec<_> =
            validator.iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert_eq!(errors, Vec::<String>::new(), "{log:#}");
        assert!(!validator.is_valid(&serde_json::json!({ "version": "2.1.0" })), "the schema refuses something");
    }
    log
}

fn results(log: &Value) -> &[Value] {
    log["runs"][0]["results"].as_array().expect("a list")
}

#[test]
fn sarif_points_at_the_code_and_at_the_file() {
    let project = out_of_process();
    let log = log(&project.run(&["check", "--message-format", "sarif"]).ended(1));
    let result = &results(&log)[0];
    let place = |place: &Value| {
        let physical = &place["physicalLocation"];
        (physical["artifactLocation"]["uri"].clone(), physical["region"]["startLine"].clone())
    };
    assert_eq!(place(&result["locations"][0]), ("src/lib.rs".into(), 3.into()));
    let (file, line) = place(&result["relatedLocations"][0]);
    assert_eq!(file, MANIFEST);
    let line = usize::try_from(line.as_u64().expect("a line")).expect("a small number");
    assert!(UWP.lines().nth(line - 1).is_some_and(|line| line.contains('<')), "line {line}");
}

#[test]
fn sarif_logs_of_every_kind_are_valid() {
    let broken = OUT_OF_PROCESS.replace("time:15", "time:5").replace("UserPresent", "UserPresnt");
    let odd = Project::new("", "#[bgtask::background_task(trigger = \"time:15\")] pub struct A;\nmod missing;\n");
    odd.write("src/ä ö.rs", "");
    for (project, arguments, status) in [
        (out_of_process(), ["check"].as_slice(), 1),
        (for_apple(), &["check"], 1),
        (windows(COMPONENT, UWP, &broken), &["check", "--strict"], 1),
        (windows("componnt = \"x\"\n", UWP, OUT_OF_PROCESS), &["check"], 1),
        (windows(COMPONENT, UWP, OUT_OF_PROCESS), &["sync"], 0),
        (out_of_process(), &["list"], 0),
        (odd, &["check"], 1),
        (Project::new("", ""), &["check"], 0),
    ] {
        let arguments = [arguments, &["--message-format", "sarif"]].concat();
        let run = project.run(&arguments).ended(status);
        let log = log(&run);
        assert_eq!(results(&log).is_empty(), status == 0, "{arguments:?}: {}", run.out);
        assert_eq!(log["runs"][0]["invocations"], json!([{ "executionSuccessful": true }]), "{arguments:?}");
    }
}

#[test]
fn a_log_says_that_something_could_not_be_used() {
    let broken = Project::new("[package.metadata", "");
    let unclosed = windows(COMPONENT, "<Package>", OUT_OF_PROCESS);
    for (project, arguments, findings) in [
        (&broken, ["check"].as_slice(), 0),
        (&broken, &["sync"], 0),
        (&broken, &["list"], 0),
        (&broken, &["verify", "feed.exe"], 0),
        (&broken, &["init"], 0),
        (&broken, &["check", "--no-such-option"], 0),
        (&unclosed, &["check"], 0),
        (&unclosed, &["sync"], 0),
        (&windows(COMPONENT, "<Package>", &OUT_OF_PROCESS.replace("time:15", "time:5")), &["check"], 1),
    ] {
        let arguments = [arguments, &["--message-format", "sarif"]].concat();
        let run = project.run(&arguments).ended(2);
        let log = log(&run);
        assert_eq!(results(&log).len(), findings, "{arguments:?}: {}", run.out);
        let invocation = &log["runs"][0]["invocations"][0];
        assert_eq!(invocation["executionSuccessful"], false, "{arguments:?}");
        let [notification] = invocation["toolExecutionNotifications"].as_array().expect("a list").as_slice() else {
            panic!("{arguments:?}: {invocation}")
        };
        assert_eq!(notification["level"], "error");
        let said = notification["message"]["text"].as_str().expect("a text");
        assert!(run.err.starts_with(&format!("error: {said}\n")), "{arguments:?}: {said:?}, {:?}", run.err);
    }
}

#[test]
fn what_could_not_be_used_is_told_at_its_place() {
    let run =
        windows(COMPONENT, "<Package>\n  <a>", OUT_OF_PROCESS).run(&["check", "--message-format", "sarif"]).ended(2);
    let notification = &log(&run)["runs"][0]["invocations"][0]["toolExecutionNotifications"][0];
    let region = json!({ "startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 3 });
    let place = json!({ "physicalLocation": { "artifactLocation": { "uri": MANIFEST }, "region": region } });
    assert_eq!(notification["locations"], json!([place]), "{notification}");
}

#[test]
fn where_standard_output_is_the_files_the_log_stands_beside_it() {
    let run = Project::new("[package.metadata", "").run(&["manifest", "--message-format", "sarif"]).ended(2);
    assert_eq!(run.out, "");
    let log: Value = serde_json::from_str(&run.err).expect("a log and nothing else");
    assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], false);
}
