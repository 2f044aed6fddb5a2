//! docs/errors.md

use bgtask_core::catalog::Evidence;
use bgtask_core::catalog::error_code::{self, Code, ErrorCode};
use bgtask_core::model::Platform;

use super::page::Page;
use super::words::{plain, source};

/// Whether an error belongs to a section.
type Belongs = fn(&ErrorCode) -> bool;

/// The page.
pub fn page() -> Page {
    let mut page = Page::new("Errors");
    page.text(
        "What systems, stores and packaging tools answer when a background task goes wrong. `cargo bgtask explain 0x80040154` \
         prints an entry of this page; it takes an HRESULT in any form in which it is printed, a symbolic name, \
         `BGTaskScheduler:3`, or a tool's code such as `APPX0501`. What is wrong with an annotation is in \
         [rules.md](rules.md).",
    );
    let subjects: [(&str, Belongs); 4] = [
        ("HRESULTs of Windows", |error| matches!(error.code, Code::Hresult(_))),
        ("Packaging tools of Windows", |error| error.platform == Platform::Windows && is_named(error)),
        ("BGTaskScheduler", |error| matches!(error.code, Code::BgTaskScheduler(_))),
        ("Other errors of Apple systems", |error| error.platform == Platform::Apple && is_named(error)),
    ];
    for (title, belongs) in &subjects {
        page.section(title);
        page.table(
            ["code", "name", "given by", "says"],
            error_code::all().filter(|error| belongs(error)).map(|error| {
                let name = error.name.unwrap_or_default();
                [anchor(error), name.into(), plain(error.given_by), plain(error.meaning)]
            }),
        );
        for error in error_code::all().filter(|error| belongs(error)) {
            entry(&mut page, error);
        }
    }
    page
}

fn is_named(error: &ErrorCode) -> bool {
    matches!(error.code, Code::Named(_))
}

/// A link to an entry, on this page.
fn anchor(error: &ErrorCode) -> String {
    let code = error.code.to_string();
    format!("[{code}](#{})", code.to_lowercase().replace(':', ""))
}

fn entry(page: &mut Page, error: &ErrorCode) {
    page.entry(&error.code.to_string());
    let name = error.name.map(|name| format!("`{name}`. ")).unwrap_or_default();
    page.text(&format!("{name}{} From {}.", plain(error.meaning), plain(error.given_by)));
    page.text(match error.evidence {
        Evidence::Inferred => "Causes, as they follow from the code's meaning; nobody reported them:",
        _ => "Causes:",
    });
    for cause in error.causes {
        page.item(&plain(cause));
    }
    page.text("What helps:");
    for cure in error.cures {
        page.item(&plain(cure));
    }
    page.text(&error.sources.iter().map(|page| source(page)).collect::<Vec<_>>().join(" "));
}
