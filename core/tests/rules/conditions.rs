//! Rules about conditions.

use bgtask_core::catalog::values::system_trigger_type;
use bgtask_core::catalog::{Condition, TriggerKind, system_event};
use bgtask_core::model::{Argument, TaskSpec, Trigger};
use bgtask_core::rules::conditions::{
    CANCEL_WITHOUT_CONDITION, CONDITION_REPEATS_TRIGGER, CONDITIONS_NOT_ALLOWED, CONTRADICTORY_CONDITIONS,
    DUPLICATE_CONDITION, UNKNOWN_CONDITION,
};
use bgtask_core::rules::{self, Findings};

use crate::{Case, ids};

pub const CASES: &[Case] = &[
    Case {
        rule: UNKNOWN_CONDITION,
        fires: r#"#[background_task(trigger = "time:15", condition = "InternetAvailible")] struct Refresh;"#,
        at: r#""InternetAvailible""#,
        message: &["no condition is called `InternetAvailible`"],
        help: &["did you mean `InternetAvailable`?"],
        silent: r#"#[background_task(trigger = "time:15", condition = "InternetAvailable")] struct Refresh;"#,
    },
    Case {
        rule: DUPLICATE_CONDITION,
        fires: r#"#[background_task(trigger = "time:15", conditions(UserPresent, "UserPresent"))] struct Refresh;"#,
        at: r#""UserPresent""#,
        message: &["UserPresent is named twice"],
        help: &["leave this one out"],
        silent: r#"#[background_task(trigger = "time:15", conditions(UserPresent, "SessionConnected"))] struct Refresh;"#,
    },
    Case {
        rule: CONTRADICTORY_CONDITIONS,
        fires: r#"#[background_task(trigger = "time:15", conditions(UserPresent, UserNotPresent))] struct Refresh;"#,
        at: "UserNotPresent",
        message: &["UserNotPresent and UserPresent", "never hold together"],
        help: &["two tasks"],
        silent: r#"#[background_task(trigger = "time:15", conditions(UserNotPresent, InternetAvailable))] struct Refresh;"#,
    },
    Case {
        rule: CONDITIONS_NOT_ALLOWED,
        fires: r#"#[background_task(trigger = "device-use", condition = UserPresent)] struct Scan;"#,
        at: "UserPresent",
        message: &["`device-use` trigger takes no conditions"],
        help: &["leave them out"],
        silent: r#"#[background_task(trigger = "device-servicing", condition = UserPresent)] struct Scan;"#,
    },
    Case {
        rule: CONDITION_REPEATS_TRIGGER,
        fires: r#"#[background_task(trigger = "system:UserPresent", condition = UserPresent)] struct Greet;"#,
        at: "UserPresent",
        message: &["UserPresent repeats the trigger"],
        help: &["leave the condition out"],
        silent: r#"#[background_task(trigger = "system:UserPresent", condition = InternetAvailable)] struct Greet;"#,
    },
    Case {
        rule: CANCEL_WITHOUT_CONDITION,
        fires: r#"#[background_task(trigger = "time:15", cancel_on_condition_loss)] struct Refresh;"#,
        at: "cancel_on_condition_loss",
        message: &["without a condition does nothing"],
        help: &["add the condition"],
        silent: r#"#[background_task(trigger = "time:15", cancel_on_condition_loss, condition = UserPresent)] struct Refresh;"#,
    },
];

fn task(trigger: &str, conditions: &[&str]) -> String {
    format!("#[background_task(trigger = {trigger:?}, conditions({}))] struct Refresh;", conditions.join(", "))
}

#[test]
fn every_pair_of_conditions_is_judged_alike_in_both_orders() {
    for a in Condition::ALL {
        for b in Condition::ALL {
            let told = ids(&task("time:15", &[a.name(), b.name()]));
            let reversed = ids(&task("time:15", &[b.name(), a.name()]));
            assert_eq!(told, reversed, "{a:?} {b:?}");
            let apart = a.facts().opposite == Some(*b) || b.facts().opposite == Some(*a);
            let implied = a.facts().implies.contains(b) || b.facts().implies.contains(a);
            let expected = match (a == b, apart, implied) {
                (true, ..) => vec!["BG0202"],
                (_, true, _) => vec!["BG0203"],
                (.., true) => vec!["BG0220"],
                _ => vec![],
            };
            assert_eq!(told, expected, "{a:?} {b:?}");
        }
    }
}

#[test]
fn the_pairs_that_never_hold_are_the_known_ones() {
    let never: Vec<_> = Condition::ALL
        .iter()
        .flat_map(|a| Condition::ALL.iter().map(move |b| (a, b)))
        .filter(|(a, b)| (**a as i32) < (**b as i32))
        .filter(|(a, b)| ids(&task("time:15", &[a.name(), b.name()])) == ["BG0203"])
        .map(|(a, b)| format!("{} {}", a.name(), b.name()))
        .collect();
    assert_eq!(
        never,
        [
            "UserPresent UserNotPresent",
            "InternetAvailable InternetNotAvailable",
            "InternetNotAvailable FreeNetworkAvailable",
            "SessionConnected SessionDisconnected",
        ]
    );
}

#[test]
fn a_condition_repeats_just_the_event_with_which_it_begins() {
    for event in system_event::all() {
        for condition in Condition::ALL {
            let told = ids(&task(&format!("system:{}", event.value.name), &[condition.name()]));
            let repeats = system_event::begins(event.value) == Some(*condition);
            assert_eq!(told.contains(&"BG0220"), repeats, "{} {}", event.value.name, condition.name());
        }
    }
}

#[test]
fn a_misspelt_condition_is_one_mistake() {
    let source = |condition: &str| {
        ids(&format!(
            "#[background_task(trigger = \"time:15\", cancel_on_condition_loss, {condition})] struct Refresh;"
        ))
    };
    assert_eq!(source("condition = UserPresnt"), ["BG0201"]);
    assert_eq!(source("condition = 5"), ["BG0005"]);
    assert_eq!(source("conditions(UserPresent, \"userpresent\", )"), ["BG0201"]);
    assert_eq!(source("condition = condition::UserPresent"), [""; 0]);
    assert_eq!(source("condition = r#UserPresent"), [""; 0]);
}

#[test]
fn many_mistakes_lose_no_error_to_a_warning() {
    const TRIGGER: Trigger<'_> =
        Trigger { argument: Argument::Value(system_trigger_type::UserPresent), ..Trigger::new(TriggerKind::System) };
    const CONDITIONS: &[Condition] = &[Condition::UserPresent; 60];
    const FOUND: Findings =
        rules::check_task(&TaskSpec { name: "Greet", trigger: TRIGGER, conditions: CONDITIONS, ..TaskSpec::DEFAULT });
    let told: Vec<_> = FOUND.iter().map(|finding| finding.rule.id).collect();
    assert!(told.len() > 20, "{told:?}");
    assert!(told.iter().all(|id| *id == "BG0202"), "each repetition is an error and a warning: {told:?}");
}
