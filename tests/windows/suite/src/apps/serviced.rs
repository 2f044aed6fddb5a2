//! An app that renews its registrations by a task, before anybody opens its new version.

use bgtask::{
    prelude::*,
    registration::{RegisterAllError, after_update},
};

#[background_task(trigger = "time:15")]
fn refresh_feeds() {}

#[background_task(trigger = "system:ServicingComplete")]
async fn register_anew(task: &TaskInstance) -> Result<(), RegisterAllError> {
    let report = after_update::<Serviced>(task).await?;
    task.set_progress(u32::try_from(report.tasks.len()).unwrap_or(u32::MAX));
    Ok(())
}

/// The app.
#[background_app(tasks(refresh_feeds, register_anew))]
pub struct Serviced;

pub mod later {
    //! Its new version, which has another trigger, and one task less beside one more.

    use bgtask::{
        prelude::*,
        registration::{RegisterAllError, RegisterAllOptions, Undeclared, after_update_with},
    };

    #[background_task(trigger = "time:30")]
    fn renew_feeds() {}

    #[background_task(trigger = "system:ServicingComplete")]
    async fn register_anew(task: &TaskInstance) -> Result<(), RegisterAllError> {
        let options = RegisterAllOptions::new().undeclared(Undeclared::RemoveOurs);
        after_update_with::<Serviced>(task, options).await.map(drop)
    }

    /// The app.
    #[background_app(tasks(renew_feeds, register_anew))]
    pub struct Serviced;
}
