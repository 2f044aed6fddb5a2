//! The package that the app is installed as.

use std::path::PathBuf;

use windows::Storage::ApplicationData;

/// The folder that the package's processes share: the app and the component may write here, and nobody else.
///
/// Source: <https://learn.microsoft.com/uwp/api/windows.storage.applicationdata.localfolder>
pub fn folder() -> windows::core::Result<PathBuf> {
    let folder = ApplicationData::Current()?.LocalFolder()?.Path()?;
    Ok(PathBuf::from(folder.to_os_string()))
}
