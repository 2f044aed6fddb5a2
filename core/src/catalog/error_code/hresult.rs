//! The HRESULTs that the catalog knows, by the symbolic names of Windows' headers. Errors of Win32 have the value that
//! `HRESULT_FROM_WIN32` makes of them.
//!
//! Sources: <https://learn.microsoft.com/windows/win32/com/com-error-codes>,
//! <https://learn.microsoft.com/windows/win32/debug/system-error-codes>,
//! <https://learn.microsoft.com/windows/win32/appxpkg/troubleshooting>

/// The object has no such interface: the system is older than what was asked of it.
pub const E_NOINTERFACE: u32 = 0x8000_4002;
/// Access is denied.
pub const E_ACCESSDENIED: u32 = 0x8007_0005;
/// A device, or what stands for one, does not work.
pub const ERROR_GEN_FAILURE: u32 = 0x8007_001F;
/// A module can't be found.
pub const ERROR_MOD_NOT_FOUND: u32 = 0x8007_007E;
/// A procedure can't be found.
pub const ERROR_PROC_NOT_FOUND: u32 = 0x8007_007F;
/// A file is no program of this kind of system.
pub const ERROR_BAD_EXE_FORMAT: u32 = 0x8007_00C1;
/// It was cancelled.
pub const ERROR_CANCELLED: u32 = 0x8007_04C7;
/// The process that was to be called is not there.
pub const RPC_S_SERVER_UNAVAILABLE: u32 = 0x8007_06BA;
/// The call failed on the way.
pub const RPC_S_CALL_FAILED: u32 = 0x8007_06BE;
/// The called code ended in an exception.
pub const RPC_E_SERVERFAULT: u32 = 0x8001_0105;
/// The object's process let go of it.
pub const RPC_E_DISCONNECTED: u32 = 0x8001_0108;
/// The server did not start, or has not registered its class.
pub const CO_E_SERVER_EXEC_FAILURE: u32 = 0x8008_0005;
/// An argument is not valid.
pub const E_INVALIDARG: u32 = 0x8007_0057;
/// The object belongs to another thread.
pub const RPC_E_WRONG_THREAD: u32 = 0x8001_010E;
/// The component has no such class.
pub const CLASS_E_CLASSNOTAVAILABLE: u32 = 0x8004_0111;
/// The class is not registered.
pub const REGDB_E_CLASSNOTREG: u32 = 0x8004_0154;
/// The request is not supported.
pub const ERROR_NOT_SUPPORTED: u32 = 0x8007_0032;
/// The element is not there.
pub const ERROR_NOT_FOUND: u32 = 0x8007_0490;
/// The system is out of resources for it.
pub const ERROR_NO_SYSTEM_RESOURCES: u32 = 0x8007_05AA;
/// The quota is used up.
pub const ERROR_NOT_ENOUGH_QUOTA: u32 = 0x8007_0718;
/// The app can't be started as it is installed.
pub const ERROR_NEEDS_REMEDIATION: u32 = 0x8007_3CFC;
/// The process has no package identity.
pub const APPMODEL_ERROR_NO_PACKAGE: u32 = 0x8007_3D54;
/// The manifest is not valid.
pub const APPX_E_INVALID_MANIFEST: u32 = 0x8008_0204;
/// A .NET type could not be loaded.
///
/// Source: <https://learn.microsoft.com/dotnet/framework/interop/how-to-map-hresults-and-exceptions>
pub const COR_E_TYPELOAD: u32 = 0x8013_1522;
