//! What the macros leave behind, formatted, for a reader to review. `BGTASK_ACCEPT=1` writes the files anew.
#![cfg(feature = "syntax")]

use std::path::Path;

use bgtask_core::expand;
use proc_macro2::TokenStream;

fn check(name: &str, expand: impl Fn(TokenStream, TokenStream) -> TokenStream, attribute: &str, item: &str) {
    let parse = |text: &str| text.parse::<TokenStream>().expect("the test's own source is Rust");
    let expanded = expand(parse(attribute), parse(item));
    let file = syn::parse2(expanded).expect("what a macro leaves behind is Rust");
    let found = prettyplease::unparse(&file);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expansion").join(name);
    if std::env::var_os("BGTASK_ACCEPT").is_some() {
        std::fs::write(&path, &found).expect("the snapshot can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert_eq!(kept, found, "{} is not what the macro leaves behind", path.display());
}

#[test]
fn a_type() {
    check(
        "type.rs",
        |arguments, item| expand::task(arguments, &item),
        r#"trigger = "time:15", condition = "UserPresent""#,
        "/// Refresh the feed.\n#[derive(Default)] pub struct RefreshFeed;",
    );
}

#[test]
fn a_type_with_everything_said() {
    check(
        "everything.rs",
        |arguments, item| expand::task(arguments, &item),
        r#"trigger = system(TimeZoneChange, once), conditions(InternetAvailable, "SessionConnected"),
           name = "tz", cancel_on_condition_loss, network_requested, group = "com.contoso.sync",
           windows(model = "out-of-process", entry_point = "Tasks.Zone"), apple(kind = "refresh", identifier = "com.contoso.zone"),
           platforms("windows", "apple"), allow("bg0526", BG0120), create = Zone::new, crate = my::bgtask"#,
        r#"#[background_task(trigger = "custom-system-event:Contoso.Lid", name = "lid")]
           #[background_task(trigger = with("gatt-characteristic-notification", watch::heart), name = "heart")]
           enum Zone { Summer { since: u32 }, Winter }"#,
    );
}

#[test]
fn an_async_function() {
    check(
        "async_function.rs",
        |arguments, item| expand::task(arguments, &item),
        r#"trigger = "push-notification""#,
        "pub(crate) async fn pushed(task: &TaskInstance) -> Result<(), PushError> { task.details(); Ok(()) }",
    );
}

#[test]
fn a_function_that_takes_and_returns_nothing() {
    check(
        "plain_function.rs",
        |arguments, item| expand::task(arguments, &item),
        r#"trigger = "maintenance:60""#,
        "fn tidy() {}",
    );
}

#[test]
fn an_app() {
    check(
        "app.rs",
        |arguments, item| expand::app(&arguments, &item),
        r#"tasks(RefreshFeed, #[cfg(windows)] reschedule, night::Tidy), model = "out-of-process", namespace = "Tasks",
           identifier_prefix = "com.contoso.feed", modes("audio"), state = Library, block_on = drive"#,
        "/// The app.\npub struct App;",
    );
}

#[test]
fn an_app_whose_list_the_build_script_makes() {
    check(
        "app_without_list.rs",
        |arguments, item| expand::app(&arguments, &item),
        r#"identifier_prefix = "com.contoso.feed""#,
        "pub struct App;",
    );
}

#[test]
fn the_list_of_a_build_script() {
    let lists = "[identifier_prefix = \"com.contoso.feed\"] [struct App;]
        [Widgets { crate::count } App { crate::RefreshFeed, #[cfg(windows)] crate::night::tidy }]";
    check("app_with_list.rs", |lists, _| expand::app_with_list(lists), lists, "");
}

#[test]
fn a_list_without_the_app() {
    check("app_not_listed.rs", |lists, _| expand::app_with_list(lists), "[] [struct App;] [Widgets {}]", "");
}

#[test]
fn a_mistake_leaves_the_item_and_a_stand_in() {
    check(
        "mistake.rs",
        |arguments, item| expand::task(arguments, &item),
        r#"trigger = "time:5", conditon = "UserPresent""#,
        "pub struct RefreshFeed;",
    );
}
