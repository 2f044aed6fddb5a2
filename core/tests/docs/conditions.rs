//! docs/conditions.md

use bgtask_core::catalog::{CancellationReason, Condition, Fidelity};
use bgtask_core::rules::conditions as rules;

use super::page::Page;
use super::words::{capital, code, plain, rule, source};

/// The page.
pub fn page() -> Page {
    let mut page = Page::new("Conditions");
    page.text(
        "A condition holds a task back after its trigger fired. Windows looks at the conditions then; when one does not hold, \
         the run is queued until all of them do.",
    );
    page.code(
        "rust",
        "#[background_task(trigger = \"time:15\", condition = \"UserPresent\")]\n\
         #[background_task(trigger = \"time:15\", condition = \"UserPresent\", condition = \"InternetAvailable\")]\n\
         #[background_task(trigger = \"time:15\", conditions(UserPresent, InternetAvailable))]  // the same, as Rust",
    );
    page.section("The conditions");
    let rows = Condition::ALL.iter().map(|condition| {
        let facts = condition.facts();
        let opposite = facts.opposite.map_or_else(String::new, |opposite| code(opposite.name()));
        let begun = facts.begun_by.map_or_else(String::new, |event| code(&format!("system:{}", event.name)));
        [code(facts.name), capital(&plain(facts.summary)), opposite, begun]
    });
    page.table(["condition", "holds when", "never together with", "begins with the trigger"], rows);
    for condition in Condition::ALL {
        for implied in condition.facts().implies {
            page.item(&format!("`{}` holds only when `{}` does.", condition.name(), implied.name()));
        }
    }
    page.text(&format!("Names and numbers are those of SystemConditionType: {}.", source(CONDITION_TYPES)));

    page.section("Several conditions");
    page.text("All of them must hold; there is no \"or\". Two cases are two registrations. bgtask checks:");
    let checked = [
        (rules::UNKNOWN_CONDITION, "a name that Windows does not list"),
        (rules::DUPLICATE_CONDITION, "a condition named twice"),
        (rules::CONTRADICTORY_CONDITIONS, "two that never hold together, so that the task would never run"),
        (rules::CONDITIONS_NOT_ALLOWED, "conditions on a trigger that takes none"),
        (rules::CONDITION_REPEATS_TRIGGER, "a condition that the trigger or another condition already says"),
        (rules::CANCEL_WITHOUT_CONDITION, "`cancel_on_condition_loss` without a condition"),
    ];
    for (of, what) in checked {
        page.item(&format!("{} ({}): {what}", rule(of), of.severity.name()));
    }

    page.section("When a condition is lost");
    let reason = CancellationReason::ConditionLoss.name();
    page.text(&format!(
        "A running task goes on when a condition ceases to hold. With `cancel_on_condition_loss` Windows tells it to stop, \
         with the reason `{reason}`; see [limits](limits.md#cancellation). In the model `com` the option has no effect ({}).",
        rule(bgtask_core::rules::hosting::CANCEL_WITHOUT_EFFECT)
    ));

    page.section("On Apple systems");
    page.text(&format!(
        "A processing request waits for an idle device, and can wait for a network and for power; a refresh request for none of \
         these. The task runs without any other condition; `cargo bgtask check` says so ({}).",
        rule(bgtask_core::rules::apple::NO_COUNTERPART_OF_CONDITION)
    ));
    let rows = Condition::ALL.iter().map(|condition| {
        let facts = condition.facts();
        let construct = match facts.apple.fidelity {
            Fidelity::None => String::from("nothing"),
            _ => plain(facts.apple.construct),
        };
        [code(facts.name), construct, facts.apple.fidelity.name().into(), capital(&plain(facts.apple.note))]
    });
    page.table(["condition", "stands for it", "how near", "remark"], rows);
    page
}

const CONDITION_TYPES: &str =
    "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.systemconditiontype";
