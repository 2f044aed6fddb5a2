//! Errors that systems, stores and build tools answer with where background tasks go wrong: what they mean, what causes
//! them, what helps.

mod apple;
pub mod hresult;
mod windows;

use super::Evidence;
use crate::model::Platform;

/// An error.
#[derive(Clone, Copy, Debug)]
pub struct ErrorCode {
    /// The code itself.
    pub code: Code,
    /// The symbolic name, where it has one.
    pub name: Option<&'static str>,
    /// The systems that give it.
    pub platform: Platform,
    /// Where it comes from: a call, a tool, a store.
    pub given_by: &'static str,
    /// What it says, in one sentence.
    pub meaning: &'static str,
    /// What causes it where background tasks are concerned, a sentence each, the likeliest first.
    pub causes: &'static [&'static str],
    /// What helps, a sentence each, in the order of the causes.
    pub cures: &'static [&'static str],
    /// How well the causes are known: reported or documented, or only what follows from the code's meaning.
    pub evidence: Evidence,
    /// Public pages about it.
    pub sources: &'static [&'static str],
}

/// The ways in which errors are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// A Windows HRESULT.
    Hresult(u32),
    /// A code of Apple's `BGTaskSchedulerErrorDomain`.
    BgTaskScheduler(u8),
    /// A tool's own code, such as `APPX0501`, or the name of an Objective-C exception.
    Named(&'static str),
}

impl core::fmt::Display for Code {
    /// `0x80040154`, `BGTaskScheduler:3`, `APPX0501`.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Hresult(code) => write!(f, "0x{code:08X}"),
            Self::BgTaskScheduler(code) => write!(f, "BGTaskScheduler:{code}"),
            Self::Named(code) => f.write_str(code),
        }
    }
}

/// Every error: Windows' HRESULTs and tools, then Apple's.
pub fn all() -> impl Iterator<Item = &'static ErrorCode> {
    windows::ERRORS.iter().chain(apple::ERRORS)
}

/// The error that `text` names: `0x80040154`, `80040154`, `-2147221164`, `BGTaskScheduler:3`, `APPX0501`, or a symbolic name
/// such as `REGDB_E_CLASSNOTREG`. Upper and lower case are the same. What logs and debuggers print around them may stay:
/// `HRESULT(0x80040154)`, `Error Domain=BGTaskSchedulerErrorDomain Code=3 "(null)"`, `BGTaskSchedulerErrorCodeNotPermitted`.
pub fn find(text: &str) -> Option<&'static ErrorCode> {
    let text = text.trim();
    let name = strip_prefix_ignoring_case(text, "BGTaskSchedulerErrorCode").unwrap_or(text).trim_start_matches('.');
    all()
        .find(|error| match error.code {
            Code::Hresult(code) => parse_hresult(text) == Some(code),
            Code::BgTaskScheduler(code) => parse_bg_task_scheduler(text) == Some(code),
            Code::Named(code) => code.eq_ignore_ascii_case(text),
        })
        .or_else(|| all().find(|error| error.name.is_some_and(|known| known.eq_ignore_ascii_case(name))))
        .or_else(|| of_hresult(hresult_within(text)?))
}

/// The error with this HRESULT.
pub const fn of_hresult(code: u32) -> Option<&'static ErrorCode> {
    let mut at = 0;
    while at < windows::ERRORS.len() {
        if matches!(windows::ERRORS[at].code, Code::Hresult(known) if known == code) {
            return Some(&windows::ERRORS[at]);
        }
        at += 1;
    }
    None
}

/// The error with this code in `BGTaskSchedulerErrorDomain`.
pub const fn of_bg_task_scheduler(code: isize) -> Option<&'static ErrorCode> {
    let mut at = 0;
    while at < apple::ERRORS.len() {
        if matches!(apple::ERRORS[at].code, Code::BgTaskScheduler(known) if known as isize == code) {
            return Some(&apple::ERRORS[at]);
        }
        at += 1;
    }
    None
}

/// Reads an HRESULT as people paste it: hexadecimal, with or without `0x`, or the decimal number that many tools print.
fn parse_hresult(text: &str) -> Option<u32> {
    if let Some(hexadecimal) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        return u32::from_str_radix(hexadecimal, 16).ok();
    }
    if text.starts_with('-') {
        return text.parse().ok().map(i32::cast_unsigned);
    }
    // Eight digits are hexadecimal, as no failing HRESULT has fewer than ten in decimal.
    if text.len() == 8 { u32::from_str_radix(text, 16).ok() } else { text.parse().ok() }
}

/// The HRESULT that stands in a line of a log, if it is one alone.
fn hresult_within(text: &str) -> Option<u32> {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
    let mut codes =
        words.filter(|word| word.len() == 10 && word.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("0x")));
    let code = codes.next().filter(|_| codes.next().is_none())?;
    parse_hresult(code)
}

/// Reads `BGTaskScheduler:3` and what a log makes of it: `BGTaskSchedulerErrorDomain Code=3`, and before and behind that
/// `Error Domain=` and the text.
fn parse_bg_task_scheduler(text: &str) -> Option<u8> {
    let text = strip_prefix_ignoring_case(text, "Error Domain=").unwrap_or(text);
    let rest = strip_prefix_ignoring_case(text, "BGTaskScheduler")?;
    let rest = strip_prefix_ignoring_case(rest, "ErrorDomain").unwrap_or(rest);
    let rest = rest.trim_start_matches([':', ' ']);
    let rest = strip_prefix_ignoring_case(rest, "Code").unwrap_or(rest);
    let digits = rest.trim_start_matches(['=', ':', ' ']);
    let digits = digits.split([' ', ';']).next().unwrap_or_default();
    if digits.len() == text.len() { None } else { digits.parse().ok() }
}

fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::{Code, all, find, hresult, of_bg_task_scheduler, of_hresult};
    use crate::model::Platform;

    fn found(text: &str) -> Option<String> {
        find(text).map(|error| error.code.to_string())
    }

    #[test]
    fn an_hresult_is_found_in_every_form_that_tools_print() {
        for text in ["0x80040154", "0X80040154", "80040154", "-2147221164", "2147746132", " 0x80040154\n"] {
            assert_eq!(found(text).as_deref(), Some("0x80040154"), "{text}");
        }
        assert_eq!(found("0x80073cfc").as_deref(), Some("0x80073CFC"));
        assert_eq!(found("regdb_e_classnotreg").as_deref(), Some("0x80040154"));
        for text in ["HRESULT(0x80040154)", "hr=0x80040154", "Class not registered (0x80040154)", "0x80040154:"] {
            assert_eq!(found(text).as_deref(), Some("0x80040154"), "{text}");
        }
    }

    #[test]
    fn apple_and_tool_codes_are_found_without_regard_to_case() {
        for text in [
            "BGTaskScheduler:3",
            "bgtaskscheduler:3",
            "BGTaskSchedulerErrorDomain Code=3",
            "Error Domain=BGTaskSchedulerErrorDomain Code=3 \"(null)\"",
            "notPermitted",
            ".notPermitted",
            "BGTaskSchedulerErrorCodeNotPermitted",
        ] {
            assert_eq!(found(text).as_deref(), Some("BGTaskScheduler:3"), "{text}");
        }
        assert_eq!(found("appx0501").as_deref(), Some("APPX0501"));
        assert_eq!(found("itms-90771").as_deref(), Some("ITMS-90771"));
        assert_eq!(found("NSInternalInconsistencyException").as_deref(), Some("NSInternalInconsistencyException"));
    }

    #[test]
    fn what_is_not_known_is_not_found() {
        for text in [
            "",
            "0x",
            "-",
            "3",
            "0x00000000",
            "BGTaskScheduler",
            "BGTaskScheduler:",
            "BGTaskScheduler:9",
            "-1",
            "é",
            "BGTaskSchedulerErrorCode",
            "0x80040154 or 0x80070005",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn every_error_says_what_to_do_and_where_that_stands() {
        for error in all() {
            let code = error.code.to_string();
            assert_eq!(found(&code), Some(code.clone()));
            assert_eq!(all().filter(|other| other.code == error.code).count(), 1, "{code}");
            assert!(!error.causes.is_empty() && !error.cures.is_empty(), "{code}");
            let sentences = [error.meaning].into_iter().chain(error.causes.iter().copied());
            for sentence in sentences.chain(error.cures.iter().copied()) {
                assert!(sentence.ends_with('.'), "{code}: {sentence}");
            }
            assert!(
                !error.sources.is_empty() && error.sources.iter().all(|page| page.starts_with("https://")),
                "{code}"
            );
        }
    }

    #[test]
    fn what_people_look_up_is_known() {
        for code in [
            "0x80040154",
            "0x80070490",
            "0x80070032",
            "0x80070718",
            "0x80080204",
            "0x80073CFC",
            "0x80131522",
            "0x8001010E",
            "0x80073D54",
            "0x800705AA",
            "0x80040111",
            "0x80080005",
            "0x800706BA",
            "0x800706BE",
            "0x80010105",
            "0x80010108",
            "0x80070005",
            "0x80070057",
            "0x800704C7",
            "0x8007001F",
            "0x8007007E",
            "0x8007007F",
            "0x800700C1",
        ] {
            let error = find(code).unwrap_or_else(|| panic!("{code}"));
            assert!(error.name.is_some() && error.platform == Platform::Windows, "{code}");
        }
    }

    #[test]
    fn a_running_app_finds_what_its_system_answered() {
        assert_eq!(of_hresult(0x8007_0032).and_then(|error| error.name), Some("ERROR_NOT_SUPPORTED"));
        assert_eq!(of_hresult(hresult::COR_E_TYPELOAD).map(|error| error.code), Some(Code::Hresult(0x8013_1522)));
        assert!(of_hresult(0).is_none());
        for code in 1..=4 {
            let error = of_bg_task_scheduler(code).expect("Apple has four");
            assert_eq!(
                (error.platform, error.code),
                (Platform::Apple, Code::BgTaskScheduler(code.try_into().expect("small")))
            );
        }
        assert!(of_bg_task_scheduler(5).is_none());
    }
}
