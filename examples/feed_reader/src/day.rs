//! A day of the reader's life, on the simulated host.

use std::path::Path;
use std::time::Duration;

use bgtask::catalog::values::system_trigger_type::TimeZoneChange;
use bgtask::host::simulated::{AppState, CivilTime, Entry, Network, Power, Simulation};
use bgtask::registration::RegisterAllError;

use crate::App;
use crate::library::Library;

/// An article as the server pushes it.
const PUSHED: &str = "<rss version=\"2.0\"><channel><title>Harbour news</title><item>\
    <title>Storm warning for the night</title><guid>harbour-2026-115</guid>\
    </item></channel></rss>";

/// Lives a day with the library in `folder`, and tells `watch` of everything as it happens.
///
/// # Errors
///
/// When the tasks can't be registered.
pub fn live(
    folder: &Path,
    watch: impl Fn(&Entry) + Send + Sync + 'static,
) -> Result<Simulation<App>, RegisterAllError> {
    let day = Simulation::<App>::builder()
        .start(CivilTime::new(2026, 11, 20, 6, 0))
        .state(Library::new(folder))
        .network(Network::Free)
        .power(Power::Ac)
        .user_present(false)
        .watch(watch)
        .build();
    let until = |hour, minute| day.advance_to(CivilTime::new(2026, 11, 20, hour, minute));

    day.block_on(App::register_all(&day))?;
    day.app(AppState::Suspended);

    // Somebody gets up, reads for half an hour, and leaves for work with the device.
    until(7, 20);
    day.user_present(true);
    until(7, 50);
    day.user_present(false);
    day.power(Power::Battery);

    // On the train there is no network; what is pushed waits for it.
    until(8, 10);
    day.network(Network::None);
    day.push(PUSHED.as_bytes());
    until(8, 40);
    day.network(Network::Metered);

    // The journey ends in another time zone.
    until(11, 30);
    day.raise(TimeZoneChange);

    // A glance at the device, too short for the refresh that it lets start.
    until(13, 5);
    day.user_present(true);
    day.advance(Duration::from_secs(3));
    day.user_present(false);

    // The app is updated while nobody uses it, and registers its tasks anew when it is next started.
    until(18, 0);
    day.update("1.1.0.0");
    until(18, 30);
    day.app(AppState::Foreground);
    day.block_on(App::register_all(&day))?;
    day.app(AppState::Suspended);

    // In the hotel: power, a free network, an hour of reading, and the night.
    until(21, 0);
    day.power(Power::Ac);
    day.network(Network::Free);
    day.user_present(true);
    until(21, 55);
    day.user_present(false);
    day.advance_to(CivilTime::new(2026, 11, 21, 7, 0));
    Ok(day)
}
