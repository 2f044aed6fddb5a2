/* Wine 8 has no bcryptprimitives.dll, whose one function Rust's standard library calls for random numbers:
   https://learn.microsoft.com/windows/win32/seccng/processprng. It is the one behind RtlGenRandom. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(BYTE *data, SIZE_T size) {
    while (size > 0) {
        ULONG part = size < 0x10000 ? (ULONG)size : 0x10000;
        if (!RtlGenRandom(data, part)) {
            return FALSE;
        }
        data += part;
        size -= part;
    }
    return TRUE;
}
