//! An app as a user writes it, and what its tasks become.
#![allow(missing_docs)]

use bgtask::prelude::*;

#[background_task(trigger = "time:15", condition = "UserPresent")]
#[derive(Default)]
pub struct RefreshFeed;

impl BackgroundTask for RefreshFeed {
    type Error = std::io::Error;
    async fn run(&self, task: &TaskInstance) -> Result<(), Self::Error> {
        task.set_progress(1);
        Ok(())
    }
}

mod night {
    use bgtask::prelude::*;
    #[background_task(trigger = system(TimeZoneChange), platforms("windows"))]
    pub async fn reschedule(_task: &TaskInstance) -> std::io::Result<()> {
        Ok(())
    }

    #[background_task(trigger = "maintenance:60")]
    pub fn tidy() {}
}
use night::reschedule;

#[background_app(
    tasks(RefreshFeed, reschedule, night::tidy),
    model = "out-of-process",
    namespace = "Tasks",
    identifier_prefix = "com.contoso.feed"
)]
pub struct App;

#[test]
fn an_apps_defaults_reach_its_tasks() {
    let [refresh, reschedule, tidy] = App::TASKS else { panic!("three tasks: {:?}", App::TASKS) };
    let windows = refresh.windows.expect("it is meant for Windows");
    assert_eq!((windows.model.name(), windows.entry_point), ("out-of-process", Some("Tasks.RefreshFeed")));
    let apple = refresh.apple.expect("the prefix makes it one for Apple systems");
    assert_eq!((apple.kind.name(), apple.identifier), ("refresh", Some("com.contoso.feed.refresh")));
    assert_eq!(reschedule.apple, None, "it says where it runs");
    assert_eq!(reschedule.spec.trigger.to_string(), "system:TimeZoneChange");
    let apple = tidy.apple.expect("maintenance has a counterpart");
    assert_eq!(apple.identifier, Some("com.contoso.feed.processing.power"));
    assert_eq!(tidy.spec.place.file, file!());
}
