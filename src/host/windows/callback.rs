//! Functions of ours that Windows calls.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Does `work`, which Windows called, and keeps a panic from crossing into Windows, where it would end the process. The
/// panic hook has told of it by then; the caller could do nothing with it.
#[expect(clippy::unnecessary_wraps, reason = "it is what Windows' event handlers answer with")]
pub(super) fn called(work: impl FnOnce()) -> windows::core::Result<()> {
    let _ = catch_unwind(AssertUnwindSafe(work));
    // A failing handler is an unhandled error to some event sources, and may end the process as well.
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::called;

    #[test]
    fn a_panic_stays_here() {
        let mut done = false;
        assert_eq!(called(|| done = true), Ok(()));
        assert!(done);
        assert_eq!(called(|| panic!("a listener's bug")), Ok(()));
    }
}
