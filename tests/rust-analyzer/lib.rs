//! What rust-analyzer is to see in a package whose build script finds the tasks. It tells a mistake, by this code, where `//~`
//! says so, and nowhere else. It could tell few of them if it did not see what the attributes leave behind.

use bgtask::host::simulated::Simulation;
use bgtask::prelude::*;

#[background_task(trigger = "time:15", condition = "UserPresent")]
#[derive(Default)]
pub struct Refresh {
    pub pages: u32,
}

impl BackgroundTask for Refresh {
    type Error = std::fmt::Error;

    async fn run(&self, task: &TaskInstance) -> Result<(), Self::Error> {
        task.set_progress(self.pages);
        task.set_progres(self.pages); //~ E0599
        Ok(())
    }
}

/// A mistake in an annotation is told at the annotation, and the item is there all the same.
#[background_task(trigger = "tiem:15")] //~ macro-error
#[derive(Default)]
pub struct Tidy {
    pub days: u32,
}

#[background_app]
pub struct App;

#[background_app(tasks(Refresh), modle = "com")] //~ macro-error
#[derive(Default)]
pub struct Other;

pub async fn start(host: &Simulation<App>) -> usize {
    let report = App::register_all(host).await;
    let _ = report.is_ok();
    let _ = App::registre_all(host); //~ E0599
    let _ = App::TASKS.lenn(); //~ E0599
    let _ = Other::defualt(); //~ E0599
    Tidy::default().days as usize + Tidy::default().dyas as usize //~ E0559
}
