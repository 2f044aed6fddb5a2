//! The virtual clock's time of day.

use std::{
    fmt,
    time::{Duration, SystemTime},
};

/// A date and a time of day, in the time zone of the simulated device, which has no daylight saving.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CivilTime {
    /// Seconds since the beginning of 1970.
    seconds: i64,
}

const DAY: i64 = 24 * 60 * 60;
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

impl CivilTime {
    /// This minute of this day. What is too much goes over to the next larger unit, as in a 32nd of January.
    pub const fn new(year: i32, month: u8, day: u8, hour: u8, minute: u8) -> Self {
        let months = year as i64 * 12 + month as i64 - 1;
        let days = days_since_1970(months.div_euclid(12), months.rem_euclid(12) + 1) + day as i64 - 1;
        Self { seconds: days * DAY + hour as i64 * 3600 + minute as i64 * 60 }
    }

    /// The time that is `duration` later, without its fraction of a second.
    pub fn after(self, duration: Duration) -> Self {
        Self { seconds: self.seconds.saturating_add(i64::try_from(duration.as_secs()).unwrap_or(i64::MAX)) }
    }

    /// How much later it is than `earlier`; nothing when it is not.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_secs(u64::try_from(self.seconds.saturating_sub(earlier.seconds)).unwrap_or(0))
    }

    /// The year.
    pub fn year(self) -> i64 {
        self.date().0
    }

    /// The month, from 1.
    pub fn month(self) -> i64 {
        self.date().1
    }

    /// The day of the month, from 1.
    pub fn day(self) -> i64 {
        self.date().2
    }

    /// The hour, from 0 to 23.
    pub fn hour(self) -> i64 {
        self.second_of_day() / 3600
    }

    /// The minute, from 0 to 59.
    pub fn minute(self) -> i64 {
        self.second_of_day() / 60 % 60
    }

    /// The second, from 0 to 59.
    pub fn second(self) -> i64 {
        self.second_of_day() % 60
    }

    /// The day of the week: `Mon` to `Sun`.
    pub fn weekday(self) -> &'static str {
        // The first day of 1970 was a Thursday.
        let weekday = (self.days() + 3).rem_euclid(7);
        usize::try_from(weekday).ok().and_then(|at| WEEKDAYS.get(at)).copied().unwrap_or_default()
    }

    /// The time of day alone.
    pub(super) fn clock(self) -> impl fmt::Display {
        Clock(self)
    }

    /// The time as programs have it, taking the device to be in the zone UTC.
    pub(super) fn system_time(self) -> SystemTime {
        let since_1970 = Duration::from_secs(self.seconds.unsigned_abs());
        let time = if self.seconds < 0 {
            SystemTime::UNIX_EPOCH.checked_sub(since_1970)
        } else {
            SystemTime::UNIX_EPOCH.checked_add(since_1970)
        };
        time.unwrap_or(SystemTime::UNIX_EPOCH)
    }

    /// How far it is to the next moment whose time of day is a multiple of `unit`; nothing when it is one.
    pub(super) fn until_multiple_of(self, unit: Duration) -> Duration {
        let unit = i64::try_from(unit.as_secs()).unwrap_or(DAY).max(1);
        let past = self.second_of_day().rem_euclid(unit);
        Duration::from_secs(if past == 0 { 0 } else { (unit - past).unsigned_abs() })
    }

    fn days(self) -> i64 {
        self.seconds.div_euclid(DAY)
    }

    fn second_of_day(self) -> i64 {
        self.seconds.rem_euclid(DAY)
    }

    /// Year, month and day, by counting in eras of 400 years that begin in March, when the leap day is over.
    ///
    /// Source: <https://howardhinnant.github.io/date_algorithms.html>
    fn date(self) -> (i64, i64, i64) {
        let days = self.days() + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        (era * 400 + year_of_era + i64::from(month <= 2), month, day)
    }
}

/// The days from the beginning of 1970 to the first of a month, the other way of [`CivilTime::date`].
const fn days_since_1970(year: i64, month: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

impl fmt::Display for CivilTime {
    /// `2026-11-23 06:15:00`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        write!(f, "{year:04}-{month:02}-{day:02} {}", self.clock())
    }
}

struct Clock(CivilTime);

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}:{:02}", self.0.hour(), self.0.minute(), self.0.second())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::CivilTime;

    #[test]
    fn dates_are_counted_over_leap_days_and_year_ends() {
        let later = |time: CivilTime, days: u64| time.after(Duration::from_secs(days * 24 * 60 * 60)).to_string();
        assert_eq!(later(CivilTime::new(2028, 2, 28, 6, 15), 1), "2028-02-29 06:15:00");
        assert_eq!(later(CivilTime::new(2026, 2, 28, 6, 15), 1), "2026-03-01 06:15:00");
        assert_eq!(later(CivilTime::new(1999, 12, 31, 23, 59), 61), "2000-03-01 23:59:00");
        assert_eq!(CivilTime::new(2026, 13, 32, 24, 60).to_string(), "2027-02-02 01:00:00");
        assert_eq!(CivilTime::new(1969, 12, 31, 0, 0).to_string(), "1969-12-31 00:00:00");
    }

    #[test]
    fn weekdays_follow_the_calendar() {
        assert_eq!(CivilTime::new(1970, 1, 1, 0, 0).weekday(), "Thu");
        assert_eq!(CivilTime::new(2026, 11, 23, 6, 0).weekday(), "Mon");
        assert_eq!(CivilTime::new(1969, 12, 31, 0, 0).weekday(), "Wed");
    }

    #[test]
    fn the_next_quarter_of_an_hour_is_found() {
        let quarter = Duration::from_secs(15 * 60);
        let until = |minute| CivilTime::new(2026, 11, 23, 6, minute).until_multiple_of(quarter);
        assert_eq!(until(0), Duration::ZERO);
        assert_eq!(until(1), Duration::from_secs(14 * 60));
        assert_eq!(until(59), Duration::from_secs(60));
    }
}
