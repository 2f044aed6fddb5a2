//! `explain`.

use crate::project::run;

#[test]
fn a_rule_is_explained_with_its_source() {
    let run = run(&["explain", "bg0101"]).ended(0);
    assert!(run.out.starts_with("BG0101: a time or maintenance trigger waits at least 15 minutes\n"), "{}", run.out);
    assert!(run.out.contains("15 minutes") && run.out.contains("\n    "), "with prose and code: {}", run.out);
    assert!(run.out.contains("https://learn.microsoft.com/"), "{}", run.out);
    assert_eq!(run.err, "");
}

#[test]
fn a_rule_is_found_however_its_number_is_written() {
    for code in
        ["BG0601", "bg0601", "bg601", "0601", "601", "error[BG0601]", "error[BG0601]: it would never be activated"]
    {
        let run = run(&["explain", code]).ended(0);
        assert!(run.out.starts_with("BG0601: "), "{code}: {}", run.out);
    }
    assert!(run(&["explain", "bg9"]).ended(0).out.starts_with("BG0009: "));
    for code in ["9", "BG", "", "bg00601", "BG0000", "[", "é[é"] {
        run(&["explain", code]).ended(2);
    }
}

#[test]
fn a_warning_says_how_it_is_accepted() {
    let second = |code: &str| run(&["explain", code]).ended(0).out.lines().nth(1).map(str::to_owned);
    let warning = "warning; apple; `allow(\"BG0526\")` on the task or the app accepts it";
    assert_eq!(second("BG0526").as_deref(), Some(warning));
    for rule in ["BG0522", "BG0604", "BG0702", "BG0812", "BG0813", "BG0814"] {
        let told = second(rule).expect("a second line");
        assert!(told.ends_with(&format!("; `allow(\"{rule}\")` on the app accepts it")), "{told}");
    }
    assert_eq!(second("BG0905").as_deref(), Some("warning; windows, apple"));
    assert_eq!(second("BG0101").as_deref(), Some("error; windows"));
    assert_eq!(second("BG0020").as_deref(), Some("warning; windows, apple"));
}

#[test]
fn every_rule_and_every_error_has_an_explanation() {
    let codes = bgtask_core::catalog::error_code::all().map(|error| error.code.to_string());
    for code in bgtask_core::rules::all().map(|rule| rule.id.to_owned()).chain(codes).step_by(7) {
        let run = run(&["explain", &code]).ended(0);
        assert!(run.out.starts_with(&code) && run.out.contains("https://"), "{code}: {}", run.out);
    }
}

#[test]
fn an_hresult_is_explained_in_the_forms_that_tools_print() {
    for code in ["0x80040154", "80040154", "-2147221164", "REGDB_E_CLASSNOTREG"] {
        let run = run(&["explain", code]).ended(0);
        assert!(run.out.starts_with("0x80040154 (REGDB_E_CLASSNOTREG): "), "{code}: {}", run.out);
        assert!(run.out.contains("What causes it:") && run.out.contains("What helps:"), "{}", run.out);
    }
}

#[test]
fn a_scheduler_error_is_explained() {
    let run = run(&["explain", "BGTaskScheduler:3"]).ended(0);
    assert!(run.out.contains("UIBackgroundModes lacks the mode"), "{}", run.out);
    for code in ["BGTaskSchedulerErrorCodeNotPermitted", "Error Domain=BGTaskSchedulerErrorDomain Code=3 \"(null)\""] {
        assert_eq!(crate::project::run(&["explain", code]).ended(0).out, run.out, "{code}");
    }
}

#[test]
fn an_explanation_has_a_short_and_a_json_form() {
    let short = run(&["explain", "BG0101", "--message-format", "short"]).ended(0);
    assert_eq!(short.out, "BG0101: a time or maintenance trigger waits at least 15 minutes\n");
    let json = run(&["explain", "BGTaskScheduler:1", "--message-format=json"]).ended(0).json_lines();
    assert_eq!(json.len(), 1);
    assert_eq!(json[0]["reason"], "explanation");
    assert_eq!(json[0]["version"], 1);
    assert_eq!(json[0]["code"], "BGTaskScheduler:1");
    run(&["explain", "BG0101", "--message-format", "sarif"]).ended(2);
}

#[test]
fn what_is_not_known_is_refused_with_the_nearest() {
    let run = run(&["explain", "0x8004015"]).ended(2);
    assert_eq!(run.err, "error: nothing is known of `0x8004015`; did you mean `0x80040154`?\n");
    assert_eq!(run.out, "");
}
