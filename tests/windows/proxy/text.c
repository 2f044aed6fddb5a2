/* How an HSTRING crosses from one process to another: its length, then its characters. No length and no characters is
 * the empty string, which has no object. */
#include <windows.h>
#include <hstring.h>
#include <winstring.h>
#include "background.h"

static unsigned char *aligned(unsigned char *at)
{
    return (unsigned char *)(((ULONG_PTR)at + 3) & ~(ULONG_PTR)3);
}

ULONG __RPC_USER Text_UserSize(ULONG *flags, ULONG start, Text *text)
{
    (void)flags;
    return ((start + 3) & ~3u) + sizeof(UINT32) + WindowsGetStringLen((HSTRING)*text) * sizeof(WCHAR);
}

unsigned char *__RPC_USER Text_UserMarshal(ULONG *flags, unsigned char *buffer, Text *text)
{
    UINT32 length;
    const WCHAR *characters = WindowsGetStringRawBuffer((HSTRING)*text, &length);
    (void)flags;
    buffer = aligned(buffer);
    *(UINT32 *)buffer = length;
    memcpy(buffer + sizeof(UINT32), characters, length * sizeof(WCHAR));
    return buffer + sizeof(UINT32) + length * sizeof(WCHAR);
}

unsigned char *__RPC_USER Text_UserUnmarshal(ULONG *flags, unsigned char *buffer, Text *text)
{
    UINT32 length;
    HSTRING made = NULL;
    HRESULT result;
    (void)flags;
    buffer = aligned(buffer);
    length = *(UINT32 *)buffer;
    buffer += sizeof(UINT32);
    result = WindowsCreateString((const WCHAR *)buffer, length, &made);
    if (FAILED(result))
        RpcRaiseException(result);
    *text = (Text)made;
    return buffer + length * sizeof(WCHAR);
}

void __RPC_USER Text_UserFree(ULONG *flags, Text *text)
{
    (void)flags;
    WindowsDeleteString((HSTRING)*text);
    *text = NULL;
}
