//! What of the double is alive.

use std::{collections::BTreeMap, sync::Mutex};

use crate::lock;

static OBJECTS: Mutex<BTreeMap<&'static str, usize>> = Mutex::new(BTreeMap::new());

/// Part of every object that an app can hold.
pub struct Alive(&'static str);

impl Alive {
    pub fn new(class: &'static str) -> Self {
        *lock(&OBJECTS).entry(class).or_default() += 1;
        Self(class)
    }
}

impl Drop for Alive {
    fn drop(&mut self) {
        let mut objects = lock(&OBJECTS);
        if let Some(count) = objects.get_mut(self.0) {
            *count -= 1;
        }
    }
}

/// The objects that someone holds, by class.
pub fn objects() -> BTreeMap<String, usize> {
    let instances = windows_instance::live();
    let of_runs = [("BackgroundTaskInstance", instances.instances), ("BackgroundTaskDeferral", instances.deferrals)];
    let objects = lock(&OBJECTS);
    let all = objects.iter().map(|(class, count)| (*class, *count)).chain(of_runs);
    all.filter(|(_, count)| *count != 0).map(|(class, count)| (class.to_owned(), count)).collect()
}
