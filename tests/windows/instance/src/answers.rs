//! Interfaces that are written down again, to be implemented.

/// Declares an interface whose methods answer with a value each, and what an object answers. It is one that the `windows`
/// crate calls and does not let others implement; what it has of `IInspectable` is called by nobody.
#[macro_export]
macro_rules! answers {
    ($iid:literal $interface:ident, $interface_impl:ident for $object:ident {
        $($method:ident -> $type:ty = |$this:ident| $value:expr;)*
    }) => {
        #[interface($iid)]
        unsafe trait $interface: IUnknown {
            unsafe fn GetIids(&self) -> HRESULT;
            unsafe fn GetRuntimeClassName(&self) -> HRESULT;
            unsafe fn GetTrustLevel(&self) -> HRESULT;
            $(unsafe fn $method(&self, answer: OutRef<'_, $type>) -> HRESULT;)*
        }

        impl $interface_impl for $object {
            unsafe fn GetIids(&self) -> HRESULT {
                E_NOTIMPL
            }

            unsafe fn GetRuntimeClassName(&self) -> HRESULT {
                E_NOTIMPL
            }

            unsafe fn GetTrustLevel(&self) -> HRESULT {
                E_NOTIMPL
            }

            $(unsafe fn $method(&self, answer: OutRef<'_, $type>) -> HRESULT {
                let $this = self;
                answer.write($value).into()
            })*
        }
    };
}
