//! The process's COM apartments.

#![allow(unsafe_code, reason = "COM is told and asked by raw calls")]

use std::sync::Once;

use windows::Win32::System::Com::{
    APTTYPE, APTTYPE_MTA, APTTYPE_NA, APTTYPEQUALIFIER, APTTYPEQUALIFIER_NA_ON_IMPLICIT_MTA,
    APTTYPEQUALIFIER_NA_ON_MTA, CoGetApartmentType, CoIncrementMTAUsage,
};

/// Sees to it that threads which say nothing to COM, as the workers of tasks, are in the process's multi-threaded
/// apartment, from which an activation's instance is reached.
///
/// Source: <https://learn.microsoft.com/windows/win32/api/combaseapi/nf-combaseapi-coincrementmtausage>
pub(super) fn keep_multithreaded() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: the call takes no pointer but the one for its result, which the binding passes, and may be made on any
        // thread, initialised for COM or not. The cookie is let go: the apartment is wanted for as long as the process
        // lives.
        let kept = unsafe { CoIncrementMTAUsage() };
        if let Err(error) = kept {
            super::error::tell_debugger(&format!("the process has no multi-threaded apartment: {error}"));
        }
    });
}

/// Whether the calling thread may be blocked without a message loop, or a whole apartment, being kept waiting: it is one
/// of the multi-threaded apartment. A thread that COM knows nothing of is not taken for one.
///
/// Source: <https://learn.microsoft.com/windows/win32/api/combaseapi/nf-combaseapi-cogetapartmenttype>
pub(super) fn may_block() -> bool {
    let (mut apartment, mut qualifier) = (APTTYPE::default(), APTTYPEQUALIFIER::default());
    // SAFETY: both pointers are to values that live through the call.
    let known = unsafe { CoGetApartmentType(&raw mut apartment, &raw mut qualifier) };
    let on_multithreaded = [APTTYPEQUALIFIER_NA_ON_MTA, APTTYPEQUALIFIER_NA_ON_IMPLICIT_MTA];
    known.is_ok() && (apartment == APTTYPE_MTA || (apartment == APTTYPE_NA && on_multithreaded.contains(&qualifier)))
}
