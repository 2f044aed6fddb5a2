//! Windows' refusals as values.

use bgtask_core::catalog::error_code::{self, Code, hresult};
use windows::core::{Error, Result};

use crate::host::{HostError, HostErrorKind};

/// Makes the refusal of `call` a [`HostError`], which keeps the HRESULT.
pub(super) fn refused(call: &'static str) -> impl Fn(Error) -> HostError {
    move |error| {
        let code = error.code().0.cast_unsigned();
        let text = match error_code::of_hresult(code) {
            // `HostError` adds what the catalog knows of the code.
            Some(_) => format!("Windows refused {call}"),
            None => format!("Windows refused {call}: {}", error.message()),
        };
        HostError::new(kind(code), text).with_code(Code::Hresult(code))
    }
}

/// The HRESULT of a refusal, as the catalog spells it: unsigned.
pub(super) fn code(error: &HostError) -> Option<u32> {
    error.hresult().map(i32::cast_unsigned)
}

fn kind(code: u32) -> HostErrorKind {
    match code {
        hresult::APPMODEL_ERROR_NO_PACKAGE | hresult::ERROR_NOT_FOUND => HostErrorKind::NoIdentity,
        hresult::E_ACCESSDENIED | hresult::ERROR_NOT_SUPPORTED | hresult::RPC_E_WRONG_THREAD => {
            HostErrorKind::NotAllowed
        }
        hresult::REGDB_E_CLASSNOTREG | hresult::E_NOINTERFACE => HostErrorKind::NotAvailable,
        _ => HostErrorKind::Other,
    }
}

/// `None` where Windows answered with null: the `windows` crate makes that an error without a code.
pub(super) fn if_any<T>(answer: Result<T>) -> Result<Option<T>> {
    match answer {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.code().is_ok() => Ok(None),
        Err(error) => Err(error),
    }
}

/// Tells an attached debugger of a failure that nobody could be handed, by originating an error that goes nowhere.
///
/// Source: <https://learn.microsoft.com/windows/win32/api/roerrorapi/nf-roerrorapi-rooriginateerrorw>
pub(super) fn tell_debugger(text: &str) {
    // The error is told where it is made; its value says nothing more.
    let _ = Error::new(windows::Win32::Foundation::E_UNEXPECTED, format!("bgtask: {text}"));
}

#[cfg(test)]
mod tests {
    use windows::core::{Error, HRESULT};

    use super::{if_any, refused};
    use crate::host::HostErrorKind;

    fn refusal(code: u32) -> crate::host::HostError {
        refused("Register")(Error::from_hresult(HRESULT(code.cast_signed())))
    }

    #[test]
    fn the_code_is_kept_and_tells_the_kind() {
        for (code, kind) in [
            (0x8007_3D54, HostErrorKind::NoIdentity),
            (0x8007_0490, HostErrorKind::NoIdentity),
            (0x8004_0154, HostErrorKind::NotAvailable),
            (0x8000_4002, HostErrorKind::NotAvailable),
            (0x8007_0032, HostErrorKind::NotAllowed),
            (0x8007_0005, HostErrorKind::NotAllowed),
            (0x8001_010E, HostErrorKind::NotAllowed),
            (0x8007_0057, HostErrorKind::Other),
            (0x8007_0002, HostErrorKind::Other),
        ] {
            let error = refusal(code);
            assert_eq!((error.kind(), error.hresult()), (kind, Some(code.cast_signed())), "0x{code:08X}");
        }
    }

    #[test]
    fn the_text_says_what_was_refused_and_what_the_code_means() {
        let text = refusal(0x8004_0154).to_string();
        assert_eq!(text, "Windows refused Register (0x80040154: The class is not registered)");
        assert!(refusal(0x8007_0002).to_string().starts_with("Windows refused Register: "));
    }

    #[test]
    fn null_is_no_error() {
        assert_eq!(if_any::<()>(Err(Error::empty())), Ok(None));
        assert_eq!(if_any(Ok(1)), Ok(Some(1)));
        let gone = Error::from_hresult(HRESULT(0x8007_0002_u32.cast_signed()));
        assert_eq!(if_any::<()>(Err(gone.clone())), Err(gone));
    }
}
