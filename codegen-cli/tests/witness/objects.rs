//! Object files with records in them, put together here.

use bgtask_core::catalog::{Condition, HostingModel, TriggerKind};
use bgtask_core::model::{
    AppSpec, AppleKind, Argument, Place, ResolvedApple, ResolvedTask, ResolvedWindows, TaskSpec, Trigger,
};
use bgtask_core::record::{self, MACH_O_SECTION, RecordedTarget, SECTION};
use object::pe::{
    IMAGE_FILE_DLL, IMAGE_FILE_EXECUTABLE_IMAGE, IMAGE_FILE_MACHINE_AMD64, IMAGE_SCN_CNT_INITIALIZED_DATA,
    IMAGE_SCN_MEM_READ, IMAGE_SUBSYSTEM_WINDOWS_GUI,
};
use object::write::Object;
use object::write::pe::{NtHeaders, Writer};
use object::{Architecture, BinaryFormat, Endianness, SectionKind};

const APP: AppSpec<'static> = AppSpec {
    type_name: "App",
    place: Place { module: "feed", ..Place::UNKNOWN },
    identifier_prefix: Some("com.contoso.feed"),
    ..AppSpec::DEFAULT
};

const TASKS: &[ResolvedTask<'static>] = &[ResolvedTask {
    spec: TaskSpec {
        name: "Refresh",
        type_name: "Refresh",
        place: Place { module: "feed", ..Place::UNKNOWN },
        trigger: Trigger { argument: Argument::Number(15), ..Trigger::new(TriggerKind::Time) },
        conditions: &[Condition::UserPresent],
        ..TaskSpec::DEFAULT
    },
    entry: 0,
    windows: Some(ResolvedWindows {
        model: HostingModel::OutOfProcess,
        entry_point: Some("Feed.Tasks.Refresh"),
        clsid: None,
    }),
    apple: Some(ResolvedApple {
        kind: AppleKind::Refresh,
        identifier: Some("com.contoso.feed.refresh"),
        external_power: false,
        network: false,
        modes: &["fetch"],
    }),
}];

const TARGET: RecordedTarget<'static> =
    RecordedTarget { system: "windows", architecture: "x86_64", environment: "msvc", debug_assertions: false };

/// A record of one app with one task.
pub static RECORD: [u8; record::length(&TARGET, &APP, TASKS)] = record::write(&TARGET, &APP, TASKS);

const IOS: RecordedTarget<'static> =
    RecordedTarget { system: "ios", architecture: "aarch64", environment: "", ..TARGET };

/// The same as built for iOS.
pub static FOR_IOS: [u8; record::length(&IOS, &APP, TASKS)] = record::write(&IOS, &APP, TASKS);

/// An object file of a kind and an architecture, with this in the section for records.
pub fn object(format: BinaryFormat, architecture: Architecture, data: &[u8]) -> Vec<u8> {
    let mut object = Object::new(format, architecture, Endianness::Little);
    let (segment, section) = match format {
        BinaryFormat::MachO => (MACH_O_SECTION.0, MACH_O_SECTION.1),
        _ => ("", SECTION),
    };
    let other = object.add_section(segment.into(), b".other".to_vec(), SectionKind::Data);
    object.append_section_data(other, b"something else", 1);
    let section = object.add_section(segment.into(), section.into(), SectionKind::Data);
    object.append_section_data(section, data, 1);
    object.write().expect("the object file is well-formed")
}

/// A DLL for Windows, as linkers lay one out, with this in the section for records and another section before it.
pub fn dll(is_64: bool, data: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut writer = Writer::new(is_64, 0x1000, 0x200, &mut file);
    writer.reserve_dos_header_and_stub();
    writer.reserve_nt_headers(16);
    writer.reserve_section_headers(2);
    let other = b"something else";
    let length = |data: &[u8]| u32::try_from(data.len()).expect("small");
    let other_range = writer.reserve_rdata_section(length(other));
    let mut name = [0; 8];
    name[..SECTION.len()].copy_from_slice(SECTION.as_bytes());
    let flags = IMAGE_SCN_CNT_INITIALIZED_DATA | IMAGE_SCN_MEM_READ;
    let range = writer.reserve_section(name, flags, length(data), length(data));
    writer.write_dos_header_and_stub().expect("it is reserved");
    writer.write_nt_headers(NtHeaders {
        machine: IMAGE_FILE_MACHINE_AMD64,
        time_date_stamp: 0,
        characteristics: IMAGE_FILE_EXECUTABLE_IMAGE | IMAGE_FILE_DLL,
        major_linker_version: 0,
        minor_linker_version: 0,
        address_of_entry_point: 0,
        image_base: 0x1000_0000,
        major_operating_system_version: 10,
        minor_operating_system_version: 0,
        major_image_version: 0,
        minor_image_version: 0,
        major_subsystem_version: 10,
        minor_subsystem_version: 0,
        subsystem: IMAGE_SUBSYSTEM_WINDOWS_GUI,
        dll_characteristics: object::pe::DllFlags::default(),
        size_of_stack_reserve: 0,
        size_of_stack_commit: 0,
        size_of_heap_reserve: 0,
        size_of_heap_commit: 0,
    });
    writer.write_section_headers();
    writer.write_section(other_range.file_offset, other);
    writer.write_section(range.file_offset, data);
    file
}

/// An archive, as `ar` writes it.
pub fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = b"!<arch>\n".to_vec();
    for (name, data) in members {
        let name = format!("{name}/");
        archive.extend(format!("{name:<16}{:<12}{:<6}{:<6}{:<8}{:<10}`\n", 0, 0, 0, 644, data.len()).bytes());
        archive.extend(*data);
        if data.len() % 2 == 1 {
            archive.push(b'\n');
        }
    }
    archive
}

/// A universal file: a file for each architecture.
pub fn universal(files: &[&[u8]]) -> Vec<u8> {
    // Of each: type of processor, kind of it, offset, length, alignment as a power of two.
    let mut head = [0xCAFE_BABE_u32, u32::try_from(files.len()).expect("a few")].map(u32::to_be_bytes).concat();
    let mut body = Vec::new();
    let start = head.len() + files.len() * 20;
    for file in files {
        while !(start + body.len()).is_multiple_of(8) {
            body.push(0);
        }
        let number = |number: usize| u32::try_from(number).expect("a small file");
        let fields = [0x0100_000C, 0, number(start + body.len()), number(file.len()), 3];
        head.extend(fields.iter().flat_map(|field: &u32| field.to_be_bytes()));
        body.extend(*file);
    }
    head.extend(body);
    head
}

/// A small file of every kind, with a record in it.
pub fn one_of_each() -> Vec<(&'static str, Vec<u8>)> {
    let elf = object(BinaryFormat::Elf, Architecture::X86_64, &RECORD);
    let coff = object(BinaryFormat::Coff, Architecture::X86_64, &RECORD);
    let mach_o = object(BinaryFormat::MachO, Architecture::Aarch64, &RECORD);
    let other = object(BinaryFormat::MachO, Architecture::X86_64, &RECORD);
    let library = archive(&[("feed.o", &elf), ("lib.rmeta", b"rust\0\0\0\x0A not an object"), ("odd.o", b"x")]);
    let fat_archive = archive(&[("feed.o", &mach_o)]);
    vec![
        ("PE", dll(true, &RECORD)),
        ("32-bit PE", dll(false, &RECORD)),
        ("32-bit ELF", object(BinaryFormat::Elf, Architecture::Arm, &RECORD)),
        ("universal", universal(&[&mach_o, &other])),
        ("universal archive", universal(&[&fat_archive])),
        ("archive", library),
        ("ELF", elf),
        ("COFF", coff),
        ("Mach-O", mach_o),
    ]
}
