//! Geofences and visits.

use std::time::{Duration, SystemTime};

use bgtask_core::catalog::{GeofenceRemovalReason, GeofenceState, VisitStateChange};
use windows::{
    Devices::Geolocation::{
        Geofencing::{GeofenceMonitor, GeofenceStateChangeReport},
        Geoposition, Geovisit, GeovisitTriggerDetails,
    },
    Foundation::DateTime,
    core::Result,
};

use super::super::error::{if_any, refused};
use crate::{
    details::{GeofenceReport, Position, Visit},
    host::HostError,
};

/// What happened to the app's geofences: their task's activation carries nothing.
pub(in super::super) fn geofence_reports() -> std::result::Result<Vec<GeofenceReport>, HostError> {
    read_geofence_reports().map_err(refused("GeofenceMonitor.ReadReports"))
}

fn read_geofence_reports() -> Result<Vec<GeofenceReport>> {
    let Some(reports) = if_any(GeofenceMonitor::Current()?.ReadReports())? else {
        return Ok(Vec::new());
    };
    // What a later Windows reports is for an app that knows of it.
    reports.into_iter().filter_map(|report| geofence_report(&report).transpose()).collect()
}

fn geofence_report(report: &GeofenceStateChangeReport) -> Result<Option<GeofenceReport>> {
    let state = report.NewState()?;
    let Some(state) = i32::try_from(state.0).ok().and_then(GeofenceState::from_value) else {
        return Ok(None);
    };
    let removal_reason = match state {
        GeofenceState::Removed => GeofenceRemovalReason::from_value(report.RemovalReason()?.0),
        GeofenceState::Entered | GeofenceState::Exited => None,
    };
    Ok(Some(GeofenceReport {
        geofence: report.Geofence()?.Id()?.to_string_lossy(),
        state,
        removal_reason,
        position: position(report.Geoposition())?,
    }))
}

/// What happened at places that the user visits.
pub(super) fn visits(details: &GeovisitTriggerDetails) -> Result<Vec<Visit>> {
    let Some(visits) = if_any(details.ReadReports())? else {
        return Ok(Vec::new());
    };
    visits.into_iter().filter_map(|visit| read_visit(&visit).transpose()).collect()
}

fn read_visit(visit: &Geovisit) -> Result<Option<Visit>> {
    let Some(change) = VisitStateChange::from_value(visit.StateChange()?.0) else {
        return Ok(None);
    };
    Ok(Some(Visit { change, position: position(visit.Position())?, at: time(visit.Timestamp()?) }))
}

fn position(position: Result<Geoposition>) -> Result<Option<Position>> {
    let Some(coordinate) = if_any(position)?.map(|position| position.Coordinate()).transpose()? else {
        return Ok(None);
    };
    let place = coordinate.Point()?.Position()?;
    Ok(Some(Position { latitude: place.Latitude, longitude: place.Longitude, accuracy: coordinate.Accuracy()? }))
}

/// Windows counts in tenths of microseconds since 1601.
///
/// Source: <https://learn.microsoft.com/uwp/api/windows.foundation.datetime.universaltime>
pub(in super::super) fn time(time: DateTime) -> SystemTime {
    const UNIX_EPOCH: i64 = 116_444_736_000_000_000;
    let ticks = time.UniversalTime.saturating_sub(UNIX_EPOCH);
    let apart =
        Duration::from_micros(ticks.unsigned_abs() / 10) + Duration::from_nanos(ticks.unsigned_abs() % 10 * 100);
    let at =
        if ticks < 0 { SystemTime::UNIX_EPOCH.checked_sub(apart) } else { SystemTime::UNIX_EPOCH.checked_add(apart) };
    at.unwrap_or(SystemTime::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use windows::Foundation::DateTime;

    use super::time;

    #[test]
    fn windows_time_begins_in_1601() {
        let unix = 116_444_736_000_000_000;
        assert_eq!(time(DateTime { UniversalTime: unix }), SystemTime::UNIX_EPOCH);
        let later = SystemTime::UNIX_EPOCH + Duration::from_millis(1500);
        assert_eq!(time(DateTime { UniversalTime: unix + 15_000_000 }), later);
        let earlier = SystemTime::UNIX_EPOCH - Duration::from_secs(1);
        assert_eq!(time(DateTime { UniversalTime: unix - 10_000_000 }), earlier);
        // Windows' own clock, and ours on Windows, end somewhere.
        let _ = (time(DateTime { UniversalTime: i64::MAX }), time(DateTime { UniversalTime: i64::MIN }));
    }
}
