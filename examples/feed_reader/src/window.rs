//! The app's window, as an app in an AppContainer has it without XAML: a view, which Windows asks for when it needs one. A
//! process that Windows started for a background task alone gets none.
//!
//! Source: <https://learn.microsoft.com/uwp/api/windows.applicationmodel.core.iframeworkview>

use windows::ApplicationModel::Core::{
    CoreApplication, CoreApplicationView, IFrameworkView, IFrameworkView_Impl, IFrameworkViewSource,
    IFrameworkViewSource_Impl,
};
use windows::UI::Core::{CoreProcessEventsOption, CoreWindow};
use windows::core::{HSTRING, Ref, Result, implement};

/// Hands the process over to Windows, and returns at its end.
pub fn run() -> Result<()> {
    CoreApplication::Run(&IFrameworkViewSource::from(Views))
}

#[implement(IFrameworkViewSource)]
struct Views;

impl IFrameworkViewSource_Impl for Views_Impl {
    fn CreateView(&self) -> Result<IFrameworkView> {
        Ok(View.into())
    }
}

#[implement(IFrameworkView)]
struct View;

impl IFrameworkView_Impl for View_Impl {
    fn Initialize(&self, _: Ref<'_, CoreApplicationView>) -> Result<()> {
        Ok(())
    }

    fn SetWindow(&self, _: Ref<'_, CoreWindow>) -> Result<()> {
        Ok(())
    }

    fn Load(&self, _: &HSTRING) -> Result<()> {
        Ok(())
    }

    /// A reader would draw its articles here; this one shows an empty window until it is closed.
    fn Run(&self) -> Result<()> {
        let window = CoreWindow::GetForCurrentThread()?;
        window.Activate()?;
        window.Dispatcher()?.ProcessEvents(CoreProcessEventsOption::ProcessUntilQuit)
    }

    fn Uninitialize(&self) -> Result<()> {
        Ok(())
    }
}
