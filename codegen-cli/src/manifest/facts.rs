//! What a manifest declares, with the place of each thing.

use std::borrow::Cow;

use bgtask_core::catalog::trust::{FULL_TRUST_ENTRY_POINT, RuntimeBehavior, TrustLevel};
use bgtask_core::catalog::{Capability, CapabilityKind, Namespace, device_family};
use bgtask_core::model::Guid;

use super::vocabulary::{
    ACTIVATABLE_CLASS, ACTIVATABLE_CLASS_ID, APPLICATION, APPLICATIONS, ARGUMENTS, BACKGROUND_TASKS,
    BACKGROUND_TASKS_CATEGORY, CAPABILITIES, CAPABILITY, CATEGORY, CLASS, COM_SERVER, COM_SERVER_CATEGORY,
    CUSTOM_CAPABILITY, DEPENDENCIES, DEVICE_CAPABILITY, ENTRY_POINT, EXE_SERVER, EXECUTABLE, EXTENSION, EXTENSIONS, ID,
    IN_PROCESS_SERVER, IN_PROCESS_SERVER_CATEGORY, LAUNCH_PERMISSION, MIN_VERSION, NAME, PATH, RUNTIME_BEHAVIOR,
    START_PAGE, TARGET_DEVICE_FAMILY, TASK, TRUST_LEVEL, TYPE,
};
use crate::xml::{Element, Position};

/// What a manifest declares.
#[derive(Debug, Clone, Default)]
pub struct ManifestFacts {
    /// The package's programs.
    pub applications: Vec<ApplicationFacts>,
    /// In-process servers of the package.
    pub servers: Vec<ServerFacts>,
    /// Capabilities of the package.
    pub capabilities: Vec<CapabilityFacts>,
    /// The device families that the package is for.
    pub device_families: Vec<DeviceFamilyFacts>,
}

/// An Application element.
#[derive(Debug, Clone)]
pub struct ApplicationFacts {
    /// Its Id, which is unique in the package.
    pub id: String,
    /// The program.
    pub executable: Option<String>,
    /// What the system starts in it: a class, or `Windows.FullTrustApplication`.
    pub entry_point: Option<String>,
    /// Whether it runs in full trust: by its entry point, trust level or runtime behaviour; where the build fills in
    /// the entry point, by the capability that only full trust needs.
    pub full_trust: bool,
    /// Whether an Extension that is not for background tasks names a program: it may run in full trust beside the app's own,
    /// as one of `windows.fullTrustProcess` does.
    ///
    /// Source: <https://learn.microsoft.com/uwp/schemas/appxpackage/uapmanifestschema/element-desktop-fulltrustprocess>
    pub starts_programs: bool,
    /// Its `windows.backgroundTasks` Extensions.
    pub tasks: Vec<DeclaredTask>,
    /// The COM classes of its `windows.comServer` Extensions.
    pub com_classes: Vec<ComClassFacts>,
    /// Where it begins.
    pub position: Position,
}

/// A `windows.backgroundTasks` Extension.
#[derive(Debug, Clone)]
pub struct DeclaredTask {
    /// The runtime class that is activated. JavaScript apps have a page instead.
    pub entry_point: Option<String>,
    /// The page that a JavaScript app runs.
    pub start_page: Option<String>,
    /// The program that hosts it, if not the system's.
    pub executable: Option<String>,
    /// Its types, as written.
    pub types: Vec<DeclaredType>,
    /// Where it begins.
    pub position: Position,
}

/// A Task element.
#[derive(Debug, Clone)]
pub struct DeclaredType {
    /// The value of its Type.
    pub name: String,
    /// The namespace of the element.
    pub namespace: Option<String>,
    /// Where it begins.
    pub position: Position,
}

/// An `InProcessServer` element.
#[derive(Debug, Clone)]
pub struct ServerFacts {
    /// The DLL.
    pub path: String,
    /// The classes that it has.
    pub classes: Vec<ActivatableClassFacts>,
    /// Where it begins.
    pub position: Position,
}

/// An `ActivatableClass` element.
#[derive(Debug, Clone)]
pub struct ActivatableClassFacts {
    /// The class's name.
    pub id: String,
    /// Where it begins.
    pub position: Position,
}

/// A `Class` element of a COM server that is a program.
#[derive(Debug, Clone)]
pub struct ComClassFacts {
    /// The class id as written.
    pub id: String,
    /// The class id, if it reads as one.
    pub clsid: Option<Guid>,
    /// The program that serves it.
    pub executable: String,
    /// The arguments that the program is started with.
    pub arguments: Option<String>,
    /// Who may activate it, as SDDL.
    pub launch_permission: Option<String>,
    /// Where it begins.
    pub position: Position,
}

/// A capability.
#[derive(Debug, Clone)]
pub struct CapabilityFacts {
    /// The kind of element that declares it.
    pub kind: CapabilityKind,
    /// The namespace of that element.
    pub namespace: Option<String>,
    /// Its name.
    pub name: String,
    /// Where it begins.
    pub position: Position,
}

/// A `TargetDeviceFamily` element.
#[derive(Debug, Clone)]
pub struct DeviceFamilyFacts {
    /// Its name, `Windows.Desktop`.
    pub name: String,
    /// The least version that it takes, if that reads as one.
    pub min_version: Option<[u16; 4]>,
    /// Where it begins.
    pub position: Position,
}

impl ManifestFacts {
    pub(super) fn of(package: Element<'_, '_>) -> Self {
        let capabilities: Vec<_> = child(package, CAPABILITIES)
            .into_iter()
            .flat_map(Element::children)
            .filter_map(CapabilityFacts::of)
            .collect();
        let runs_full_trust = capabilities.iter().any(|capability| capability.is(&Capability::RUN_FULL_TRUST));
        Self {
            applications: applications(package).map(|element| ApplicationFacts::of(element, runs_full_trust)).collect(),
            servers: in_process_servers(package).map(ServerFacts::of).collect(),
            capabilities,
            device_families: child(package, DEPENDENCIES)
                .into_iter()
                .flat_map(|element| children(element, TARGET_DEVICE_FAMILY))
                .map(DeviceFamilyFacts::of)
                .collect(),
        }
    }

    /// The Application with this Id, or the only one.
    pub fn application(&self, id: Option<&str>) -> Option<&ApplicationFacts> {
        match (id, self.applications.as_slice()) {
            (Some(id), applications) => applications.iter().find(|application| application.id == id),
            (None, [only]) => Some(only),
            (None, _) => None,
        }
    }

    /// The least version of Windows on a desktop that the package lets in: that of the least demanding among the
    /// families that take desktops.
    pub fn minimum_version(&self) -> Option<[u16; 4]> {
        let families = self.device_families.iter();
        let families = families.filter(|family| device_family::takes_desktops(&family.name));
        families.filter_map(|family| family.min_version).min()
    }

    /// Whether the package declares a capability.
    pub fn has_capability(&self, capability: &Capability) -> bool {
        self.capabilities.iter().any(|declared| declared.is(capability))
    }
}

impl ApplicationFacts {
    fn of(element: Element<'_, '_>, runs_full_trust: bool) -> Self {
        Self {
            id: value(element, ID).unwrap_or_default(),
            executable: value(element, EXECUTABLE),
            entry_point: value(element, ENTRY_POINT),
            full_trust: is_full_trust(element, runs_full_trust),
            starts_programs: extensions_of_kind(element, starts_program).next().is_some(),
            tasks: extensions_of_kind(element, is_background_task).map(DeclaredTask::of).collect(),
            com_classes: extensions_of_kind(element, is_com_server).flat_map(com_classes).collect(),
            position: element.position(),
        }
    }
}

/// Source: <https://learn.microsoft.com/uwp/schemas/appxpackage/uapmanifestschema/element-application>
fn is_full_trust(application: Element<'_, '_>, runs_full_trust: bool) -> bool {
    let uap10 = |name: &str| {
        application.attribute_in(Namespace::UAP10.uri, name).map(|attribute| attribute.value().into_owned())
    };
    match uap10(TRUST_LEVEL).as_deref().and_then(TrustLevel::from_name) {
        Some(TrustLevel::MediumIntegrity) => return true,
        Some(TrustLevel::AppContainer) => return false,
        None => {}
    }
    if uap10(RUNTIME_BEHAVIOR).as_deref().and_then(RuntimeBehavior::from_name).is_some_and(RuntimeBehavior::is_desktop)
    {
        return true;
    }
    match value(application, ENTRY_POINT).as_deref() {
        // Microsoft's own pages spell it in both cases.
        Some(entry_point) if entry_point.eq_ignore_ascii_case(FULL_TRUST_ENTRY_POINT) => true,
        // A token that the build replaces.
        Some(token) if token.starts_with('$') && token.ends_with('$') => runs_full_trust,
        _ => false,
    }
}

impl DeclaredTask {
    fn of(extension: Element<'_, '_>) -> Self {
        Self {
            entry_point: value(extension, ENTRY_POINT),
            start_page: value(extension, START_PAGE),
            executable: value(extension, EXECUTABLE),
            types: task_elements(extension).map(DeclaredType::of).collect(),
            position: extension.position(),
        }
    }
}

impl DeclaredType {
    fn of(task: Element<'_, '_>) -> Self {
        Self {
            name: value(task, TYPE).unwrap_or_default(),
            namespace: task.namespace().map(str::to_owned),
            position: task.position(),
        }
    }
}

impl ServerFacts {
    fn of(server: Element<'_, '_>) -> Self {
        Self {
            path: server_path(server),
            classes: children(server, ACTIVATABLE_CLASS)
                .map(|class| ActivatableClassFacts {
                    id: value(class, ACTIVATABLE_CLASS_ID).unwrap_or_default(),
                    position: class.position(),
                })
                .collect(),
            position: server.position(),
        }
    }
}

impl CapabilityFacts {
    fn of(element: Element<'_, '_>) -> Option<Self> {
        Some(Self {
            kind: capability_kind(element)?,
            namespace: element.namespace().map(str::to_owned),
            name: value(element, NAME)?,
            position: element.position(),
        })
    }

    /// Whether it is this one. Names are unique over all namespaces, so the namespace does not count.
    fn is(&self, capability: &Capability) -> bool {
        self.kind == capability.kind && self.name == capability.name
    }
}

impl DeviceFamilyFacts {
    fn of(element: Element<'_, '_>) -> Self {
        Self {
            name: value(element, NAME).unwrap_or_default(),
            min_version: value(element, MIN_VERSION).as_deref().and_then(parse_version),
            position: element.position(),
        }
    }
}

fn parse_version(text: &str) -> Option<[u16; 4]> {
    let mut parts = text.trim().split('.').map(|part| part.parse().ok());
    let version = [parts.next()??, parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(version)
}

/// The kind of an element in Capabilities.
pub(super) fn capability_kind(element: Element<'_, '_>) -> Option<CapabilityKind> {
    match element.name() {
        CAPABILITY => Some(CapabilityKind::Capability),
        CUSTOM_CAPABILITY => Some(CapabilityKind::Custom),
        DEVICE_CAPABILITY => Some(CapabilityKind::Device),
        _ => None,
    }
}

/// The first child of this name in the foundation namespace.
pub(super) fn child<'d, 'a>(element: Element<'d, 'a>, name: &str) -> Option<Element<'d, 'a>> {
    element.child(Namespace::FOUNDATION.uri, name)
}

/// The children of this name in the foundation namespace.
pub(super) fn children<'d, 'a>(
    element: Element<'d, 'a>,
    name: &'static str,
) -> impl Iterator<Item = Element<'d, 'a>> + use<'d, 'a> {
    element.children_named(Namespace::FOUNDATION.uri, name)
}

pub(super) fn value(element: Element<'_, '_>, name: &str) -> Option<String> {
    element.value(name).map(Cow::into_owned)
}

pub(super) fn applications<'d, 'a>(package: Element<'d, 'a>) -> impl Iterator<Item = Element<'d, 'a>> {
    children(package, APPLICATIONS).flat_map(|applications| children(applications, APPLICATION))
}

/// The Extensions of an Application or of the package that are of this category.
pub(super) fn extensions_of<'d, 'a>(
    parent: Element<'d, 'a>,
    category: &'static str,
) -> impl Iterator<Item = Element<'d, 'a>> {
    let all = children(parent, EXTENSIONS).flat_map(|extensions| children(extensions, EXTENSION));
    all.filter(move |extension| extension.value(CATEGORY).as_deref() == Some(category))
}

/// The children of an Application's Extensions of which this is true, of whatever namespace.
pub(super) fn extensions_of_kind<'d, 'a>(
    application: Element<'d, 'a>,
    kind: fn(Element<'_, '_>) -> bool,
) -> impl Iterator<Item = Element<'d, 'a>> {
    children(application, EXTENSIONS).flat_map(Element::children).filter(move |extension| kind(*extension))
}

fn is_background_task(extension: Element<'_, '_>) -> bool {
    extension.is(Namespace::FOUNDATION.uri, EXTENSION)
        && extension.value(CATEGORY).as_deref() == Some(BACKGROUND_TASKS_CATEGORY)
}

fn starts_program(extension: Element<'_, '_>) -> bool {
    !is_background_task(extension) && extension.value(EXECUTABLE).is_some()
}

/// The Task elements, of whatever namespace, of a `windows.backgroundTasks` Extension.
pub(super) fn task_elements<'d, 'a>(extension: Element<'d, 'a>) -> impl Iterator<Item = Element<'d, 'a>> {
    children(extension, BACKGROUND_TASKS).flat_map(Element::children).filter(|element| element.name() == TASK)
}

/// The package's in-process servers.
pub(super) fn in_process_servers<'d, 'a>(package: Element<'d, 'a>) -> impl Iterator<Item = Element<'d, 'a>> {
    extensions_of(package, IN_PROCESS_SERVER_CATEGORY).flat_map(|extension| children(extension, IN_PROCESS_SERVER))
}

/// The path of an in-process server, without white space around it.
pub(super) fn server_path(server: Element<'_, '_>) -> String {
    child(server, PATH).map(|path| path.text().trim().to_owned()).unwrap_or_default()
}

/// Whether an element is of the namespace of COM servers, or of one of its later versions.
pub(super) fn is_com(element: Element<'_, '_>, name: &str) -> bool {
    let later = |uri: &str| uri.strip_prefix(Namespace::COM.uri).is_some_and(|version| version.starts_with('/'));
    element.name() == name && element.namespace().is_some_and(|uri| uri == Namespace::COM.uri || later(uri))
}

pub(super) fn is_com_server(extension: Element<'_, '_>) -> bool {
    is_com(extension, EXTENSION) && extension.value(CATEGORY).as_deref() == Some(COM_SERVER_CATEGORY)
}

/// The programs among the servers of a `windows.comServer` Extension.
pub(super) fn exe_servers<'d, 'a>(extension: Element<'d, 'a>) -> impl Iterator<Item = Element<'d, 'a>> {
    let servers = extension.children().filter(|element| is_com(*element, COM_SERVER));
    servers.flat_map(Element::children).filter(|element| is_com(*element, EXE_SERVER))
}

fn com_classes(extension: Element<'_, '_>) -> Vec<ComClassFacts> {
    let of_server = |server| {
        let of_class = move |class| {
            let id = value(class, ID).unwrap_or_default();
            ComClassFacts {
                clsid: Guid::parse(id.trim()),
                id,
                executable: value(server, EXECUTABLE).unwrap_or_default(),
                arguments: value(server, ARGUMENTS),
                launch_permission: value(server, LAUNCH_PERMISSION),
                position: class.position(),
            }
        };
        server.children().filter(|element| is_com(*element, CLASS)).map(of_class)
    };
    exe_servers(extension).flat_map(of_server).collect()
}
