//! SARIF logs: what they point at, and that they are what the standard says.
//!
//! The schema is not part of the repository; tests/sarif/run gets it and says where it is.

use serde_json::Value;

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
        assert_eq!(results(&log(&run)).is_empty(), status == 0, "{arguments:?}: {}", run.out);
    }
}
