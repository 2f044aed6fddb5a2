//! Functions of ours that Windows calls.

use std::panic::{AssertUnwindSafe, catch_unwind};

use windows::{
    Win32::Foundation::E_UNEXPECTED,
    core::{Error, Result},
};

/// Does `work`, which Windows called, and keeps a panic from crossing into Windows, where it would end the process. The
/// panic hook has told of it by then; the caller could do nothing with it.
#[expect(clippy::unnecessary_wraps, reason = "it is what Windows' event handlers answer with")]
pub(super) fn called(work: impl FnOnce()) -> Result<()> {
    let _ = catch_unwind(AssertUnwindSafe(work));
    // A failing handler is an unhandled error to some event sources, and may end the process as well.
    Ok(())
}

/// Does `work`, which Windows called and whose answer it waits for. A panic is a failure as any other.
pub(super) fn answered<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(Error::new(E_UNEXPECTED, "bgtask panicked")))
}

#[cfg(test)]
mod tests {
    use windows::{
        Win32::Foundation::E_UNEXPECTED,
        core::{Error, HRESULT},
    };

    use super::{answered, called};

    #[test]
    fn a_panic_stays_here() {
        let mut done = false;
        assert_eq!(called(|| done = true), Ok(()));
        assert!(done);
        assert_eq!(called(|| panic!("a listener's bug")), Ok(()));
    }

    #[test]
    fn an_answer_is_given_whatever_happens() {
        assert_eq!(answered(|| Ok(1)), Ok(1));
        let refused = Error::from_hresult(HRESULT(5));
        assert_eq!(answered::<()>(|| Err(refused.clone())), Err(refused));
        assert_eq!(answered::<()>(|| panic!("a bug")).map_err(|error| error.code()), Err(E_UNEXPECTED));
    }
}
