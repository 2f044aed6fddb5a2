//! Every check runs in const evaluation, where an app's tasks are checked while it is compiled, and says there what it says
//! elsewhere.

use bgtask_core::catalog::{Condition, HostingModel, TriggerKind};
use bgtask_core::expand;
use bgtask_core::model::{AppSpec, AppleSpec, Argument, ResolvedTask, TaskSpec, Text, Trigger, WindowsSpec};
use bgtask_core::resolve::{self, ListEntry, Name, SharedIdentifiers};
use bgtask_core::rules::{self, ErrorText, Findings};
use proc_macro2::{TokenStream, TokenTree};

const APP: AppSpec<'_> = AppSpec {
    type_name: "App",
    model: HostingModel::Com,
    identifier_prefix: Some("com.contoso.feed"),
    modes: &["background-fetch", "newsstand-content", "screen-capture"],
    exits_on_suspend: Some(true),
    ..AppSpec::DEFAULT
};

const REFRESH: TaskSpec<'_> = TaskSpec {
    name: "Refresh",
    type_name: "Refresh",
    trigger: Trigger { argument: Argument::Number(5), once: true, ..Trigger::new(TriggerKind::Time) },
    conditions: &[Condition::UserPresent, Condition::UserNotPresent, Condition::UserPresent],
    cancel_on_condition_loss: true,
    network_requested: true,
    group: Some(""),
    windows: WindowsSpec { entry_point: Some("a::b"), ..WindowsSpec::DEFAULT },
    apple: AppleSpec { identifier: Some("com.x.*"), network: Some(true), ..AppleSpec::DEFAULT },
    ..TaskSpec::DEFAULT
};

const ENTRY_POINT: Name = resolve::default_entry_point(APP.namespace, REFRESH.type_name);
const SHARED: SharedIdentifiers<Name> = resolve::shared_identifiers("com.contoso.feed");
const LIST: &[ListEntry<'_>] =
    &[ListEntry { entry: 0, specs: &[REFRESH, REFRESH], entry_point: const { &ENTRY_POINT }.as_str() }];
const TASKS: [ResolvedTask<'_>; resolve::count(LIST)] = resolve::tasks(&APP, LIST, &const { &SHARED }.as_strs());

const OF_TASK: Findings = rules::check_task(&REFRESH);
const OF_APP: Findings = rules::check_app(&APP);
const TOO_SHORT: Findings =
    rules::check_task(&TaskSpec { name: "Refresh", trigger: REFRESH.trigger, ..TaskSpec::DEFAULT });
const OF_FIRST: Findings = rules::check_entry(&APP, &TASKS, 0);
const OF_SECOND: Findings = rules::check_entry(&APP, &TASKS, 1);
const WITH_TASKS: Findings = rules::check_with_tasks(&APP, &TASKS);
const ERRORS: Option<ErrorText> = TOO_SHORT.errors(false);

fn ids(findings: &Findings) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.rule.id).collect()
}

#[test]
fn every_check_runs_in_const_evaluation() {
    assert_eq!(ids(&OF_TASK), ["BG0101", "BG0203", "BG0202", "BG0203", "BG0312", "BG0302"]);
    assert_eq!(ids(&OF_APP), ["BG0501", "BG0522", "BG0521", "BG0523"]);
    let of_first = ids(&OF_FIRST);
    assert_eq!(of_first[..6], ids(&OF_TASK));
    assert_eq!(of_first[6..], ["BG0420", "BG0421", "BG0422", "BG0304", "BG0310", "BG0526", "BG0526"]);
    let mut parts = rules::check_own_words(&TASKS[0]);
    parts.add_all(&rules::check_in_app(&APP, &TASKS[0]));
    parts.add_all(&rules::check_among(&TASKS, 0));
    assert_eq!(ids(&parts), of_first, "the parts make the whole");
    assert!(const { !rules::stand_apart(&TASKS) });
    assert!(ids(&OF_SECOND).contains(&"BG0308"), "{:?}", ids(&OF_SECOND));
    assert_eq!(ids(&WITH_TASKS), ["BG0501"]);
}

#[test]
fn what_is_said_is_the_same_at_run_time() {
    for (evaluated, run) in [
        (&OF_TASK, &rules::check_task(&REFRESH)),
        (&OF_APP, &rules::check_app(&APP)),
        (&OF_SECOND, &rules::check_entry(&APP, &TASKS, 1)),
        (&WITH_TASKS, &rules::check_with_tasks(&APP, &TASKS)),
    ] {
        assert!(!evaluated.is_empty());
        assert!(evaluated.iter().eq(run.iter()));
    }
}

/// The words of the `compile_error!`s in generated code.
fn compile_errors(tokens: TokenStream) -> Vec<String> {
    let mut errors = Vec::new();
    let mut named = false;
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => named = ident == "compile_error",
            TokenTree::Group(group) if named => {
                let text: syn::LitStr = syn::parse2(group.stream()).expect("compile_error! takes a string");
                errors.push(text.value());
            }
            _ => {}
        }
    }
    errors
}

#[test]
fn macro_and_const_evaluation_print_the_same_words() {
    let expected = "BG0101: a time trigger waits at least 15 minutes, and 5 are less\n\n\
                    help: write 15 or more; with less, Windows refuses the registration at run time\n\
                    note: `cargo bgtask explain BG0101` tells more";
    assert_eq!(ERRORS.as_ref().map(Text::as_str), Some(expected));
    let parse = |text: &str| text.parse::<TokenStream>().expect("the test's own text is tokens");
    let expanded = expand::task(parse("trigger = \"time:5,once\""), &parse("struct Refresh;"));
    assert_eq!(compile_errors(expanded), [expected]);

    let strict = expand::app(&parse("tasks(), modes(\"background-fetch\"), strict"), &parse("struct App;"));
    let app = AppSpec { type_name: "App", modes: &["background-fetch"], strict: true, ..AppSpec::DEFAULT };
    let told: Vec<String> = rules::check_app(&app).iter().map(|finding| finding.text().to_string()).collect();
    assert_eq!(told.len(), 2);
    assert_eq!(compile_errors(strict), told, "under strict the app's warnings are errors, at their own tokens");
    let lenient = expand::app(&parse("tasks(), modes(\"background-fetch\")"), &parse("struct App;"));
    assert_eq!(compile_errors(lenient), [""; 0]);
}

#[test]
fn only_strict_makes_errors_of_warnings() {
    let lenient =
        rules::check_app(&AppSpec { modes: &["screen-capture"], identifier_prefix: Some("a.b"), ..AppSpec::DEFAULT });
    assert_eq!(lenient.errors(false), None);
    assert!(lenient.errors(true).is_some_and(|text| text.as_str().starts_with("BG0523: ")));
}
