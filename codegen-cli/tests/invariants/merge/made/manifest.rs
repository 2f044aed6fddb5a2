//! Package manifests made from a grammar: what Visual Studio writes, what others write, and what nobody would.

use bgtask_core::catalog::{Namespace, names};

use super::choices::Choices;
use super::layout;
use super::tree::{Element, Node};

/// Names of entry points; the first three are wanted at times.
pub const ENTRY_POINTS: [&str; 6] =
    ["Ours.A", "Ours.B", "Tasks.Déjà", "Theirs.Task", names::FORWARDER_ENTRY_POINT, "Ours.A&\"<B>'"];
/// Paths of in-process servers; the first is ours.
pub const COMPONENTS: [&str; 4] = ["lib\\ours.dll", "LIB/Ours.dll", "theirs.dll", "a & b.dll"];
/// Programs that serve COM classes.
pub const PROGRAMS: [&str; 3] = ["ours.exe", "OURS.EXE", "theirs.exe"];
/// Class ids, as they are written at times.
pub const CLASS_IDS: [&str; 4] = [
    "7D13D534-FD12-43CE-8C22-EA1FF13C06DF",
    "{7d13d534-fd12-43ce-8c22-ea1ff13c06df}",
    "B617A5C0-0000-4000-8000-000000000001",
    "no class id",
];

const DEFAULT: &str = "";
const THEIRS: &str = "urn:theirs";
/// Namespaces that are declared at times, with the prefixes that are usual.
const NAMESPACES: [Namespace; 8] = [
    Namespace::UAP,
    Namespace::UAP3,
    Namespace::UAP4,
    Namespace::COM,
    Namespace::RESCAP,
    Namespace::IOT,
    Namespace::MOBILE,
    Namespace::UAP10,
];

/// A manifest as a file.
pub fn manifest(choices: &mut Choices<'_>) -> Vec<u8> {
    let mut maker = Maker { choices, bound: Vec::new() };
    let package = maker.package();
    layout::write(maker.choices, &package, None)
}

struct Maker<'c, 'b> {
    choices: &'c mut Choices<'b>,
    /// Namespaces that the package declares, with their prefixes.
    bound: Vec<(&'static str, String)>,
}

impl Maker<'_, '_> {
    fn package(&mut self) -> Element {
        let foundation = self.choices.choose(&[DEFAULT, DEFAULT, DEFAULT, "f", "uap"]);
        self.bound.push((Namespace::FOUNDATION.uri, foundation.to_owned()));
        for (number, namespace) in NAMESPACES.into_iter().enumerate() {
            match self.choices.below(6) {
                0..3 => {}
                3 | 4 if namespace.prefix != foundation => {
                    self.bound.push((namespace.uri, namespace.prefix.to_owned()));
                }
                // Another namespace has the usual prefix, and it another one.
                _ => self.bound.push((namespace.uri, format!("n{number}"))),
            }
        }
        let prefix = self.choices.choose(&["theirs", "theirs", "com", "rescap"]);
        if self.bound.iter().all(|(_, bound)| bound != prefix) {
            self.bound.push((THEIRS, prefix.to_owned()));
        }
        let mut package =
            Element::new(if foundation.is_empty() { "Package".into() } else { format!("{foundation}:Package") });
        for (uri, prefix) in &self.bound {
            let name = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
            package.attributes.push((name, (*uri).to_owned()));
        }
        if self.choices.one_in(2) {
            let listed: Vec<_> =
                self.bound.iter().map(|(_, prefix)| prefix.as_str()).filter(|it| !it.is_empty()).collect();
            let gap = self.choices.choose(&[" ", "  ", "\n "]);
            package = package.with("IgnorableNamespaces", listed.join(gap) + self.choices.choose(&["", " "]));
        }
        package.push(self.foundation("Identity").with("Name", "a.b"));
        for _ in 0..self.choices.below(3) {
            let foreign = self.foreign(2);
            package.push(foreign);
        }
        // In the usual order, or in another one.
        let mut parts = [0, 1, 2];
        if self.choices.one_in(4) {
            parts.rotate_left(1);
        }
        for part in parts {
            match part {
                0 => self.applications(&mut package),
                1 => self.capabilities(&mut package),
                _ => self.package_extensions(&mut package),
            }
        }
        package
    }

    fn applications(&mut self, package: &mut Element) {
        let mut applications = self.foundation("Applications");
        for id in ["App", "App2"].into_iter().take(self.choices.choose(&[1, 1, 1, 2, 0])) {
            let application = self.application(id);
            applications.push(application);
        }
        package.push(applications);
    }

    fn application(&mut self, id: &str) -> Element {
        let mut application = self.foundation("Application").with("Id", id);
        if self.choices.one_in(2) {
            application =
                application.with("Executable", "$targetnametoken$.exe").with("EntryPoint", "$targetentrypoint$");
        }
        if self.choices.below(4) > 0 {
            let mut visual = self.element(Namespace::UAP.uri, "VisualElements").with("DisplayName", "A & b");
            if self.choices.one_in(2) {
                visual.push(self.foreign(1));
            }
            application.push(visual);
        }
        if self.choices.below(4) > 0 {
            let mut extensions = self.foundation("Extensions");
            for _ in 0..self.choices.below(5) {
                let extension = self.extension();
                extensions.nodes.push(extension);
            }
            application.push(extensions);
        }
        if self.choices.one_in(6) {
            let foreign = self.foreign(2);
            application.push(foreign);
        }
        application
    }

    fn extension(&mut self) -> Node {
        match self.choices.below(8) {
            0..4 => Node::Element(self.background_tasks()),
            4 => Node::Element(self.com_server()),
            5 => Node::Comment("<!-- <Extension Category=\"windows.backgroundTasks\"/> -->"),
            _ => Node::Element(self.foreign(3)),
        }
    }

    fn background_tasks(&mut self) -> Element {
        let mut extension = self.foundation("Extension").with("Category", "windows.backgroundTasks");
        match self.choices.below(8) {
            0 => {}
            1 => extension = extension.with("StartPage", "js/task.js"),
            _ => extension = extension.with("EntryPoint", self.choices.choose(&ENTRY_POINTS)),
        }
        let mut tasks = self.foundation("BackgroundTasks");
        for _ in 0..self.choices.below(5) {
            let (uri, of_type) = self.choices.choose(&[
                (Namespace::FOUNDATION.uri, "timer"),
                (Namespace::FOUNDATION.uri, "systemEvent"),
                (Namespace::FOUNDATION.uri, "general"),
                (Namespace::UAP.uri, "phoneCall"),
                (THEIRS, "timer"),
                (Namespace::FOUNDATION.uri, "nothing known"),
            ]);
            let task = self.element(uri, "Task").with("Type", of_type);
            tasks.push(task);
        }
        match self.choices.below(8) {
            0 => {}
            _ => extension.push(tasks),
        }
        extension
    }

    fn com_server(&mut self) -> Element {
        let mut server = self.element(Namespace::COM.uri, "ComServer");
        for _ in 0..self.choices.below(3) {
            let mut program =
                self.element(Namespace::COM.uri, "ExeServer").with("Executable", self.choices.choose(&PROGRAMS));
            match self.choices.below(3) {
                0 => {}
                1 => program = program.with("Arguments", names::COM_SERVER_ARGUMENTS),
                _ => program = program.with("LaunchAndActivationPermission", "O:PSG:BU"),
            }
            for _ in 0..=self.choices.below(2) {
                let class = self.element(Namespace::COM.uri, "Class").with("Id", self.choices.choose(&CLASS_IDS));
                program.push(class);
            }
            server.push(program);
        }
        let mut extension = self.element(Namespace::COM.uri, "Extension").with("Category", "windows.comServer");
        extension.push(server);
        extension
    }

    fn capabilities(&mut self, package: &mut Element) {
        if self.choices.one_in(3) {
            return;
        }
        let mut capabilities = self.foundation("Capabilities");
        let all = [
            (Namespace::FOUNDATION.uri, "Capability", "internetClient"),
            (Namespace::RESCAP.uri, "Capability", "runFullTrust"),
            (Namespace::UAP4.uri, "CustomCapability", "contoso.feed_8wekyb3d8bbwe"),
            (Namespace::FOUNDATION.uri, "DeviceCapability", "location"),
            (Namespace::FOUNDATION.uri, "DeviceCapability", "bluetooth"),
        ];
        for (uri, element, name) in all {
            if self.choices.one_in(3) {
                let capability = self.element(uri, element).with("Name", name);
                capabilities.push(capability);
            }
        }
        package.push(capabilities);
    }

    fn package_extensions(&mut self, package: &mut Element) {
        if self.choices.one_in(3) {
            return;
        }
        let mut extensions = self.foundation("Extensions");
        for _ in 0..self.choices.below(4) {
            let extension = if self.choices.one_in(4) { self.foreign(2) } else { self.in_process_server() };
            extensions.push(extension);
        }
        package.push(extensions);
    }

    fn in_process_server(&mut self) -> Element {
        let mut server = self.foundation("InProcessServer");
        if self.choices.below(8) > 0 {
            let path = self.choices.choose(&COMPONENTS).replace('&', "&amp;");
            let path = match self.choices.below(6) {
                0 => format!(" {path}\n"),
                1 => format!("<![CDATA[{}]]>", path.replace("&amp;", "&")),
                2 => path.replacen('l', "&#x6C;<!-- l -->", 1),
                _ => path,
            };
            let path = self.foundation("Path").with_text(path);
            server.push(path);
        }
        for _ in 0..self.choices.below(4) {
            let class =
                self.foundation("ActivatableClass").with("ActivatableClassId", self.choices.choose(&ENTRY_POINTS));
            server.push(class.with("ThreadingModel", "both"));
        }
        let mut extension = self.foundation("Extension").with("Category", "windows.activatableClass.inProcessServer");
        extension.push(server);
        extension
    }

    /// An element that is nobody's business.
    fn foreign(&mut self, depth: usize) -> Element {
        let uri = self.choices.choose(&[THEIRS, Namespace::UAP.uri, Namespace::FOUNDATION.uri, Namespace::UAP3.uri]);
        let name = self.choices.choose(&["Extension", "Properties", "Résumé", "Task", "Application", "Class"]);
        let mut element = self.element(uri, name);
        for (name, value) in [("Category", "windows.theirs"), ("Name", "x'y\"z"), ("Value", "a\tb\nc")] {
            if self.choices.one_in(3) {
                element = element.with(name, value);
            }
        }
        if depth == 0 {
            return element;
        }
        match self.choices.below(5) {
            0 => {}
            1 => element = element.with_text("some &lt;text&gt; &amp; <![CDATA[<more>]]>\n"),
            2 => {
                element = element.with_text("text ");
                let inner = self.foreign(depth - 1);
                element.push(inner);
            }
            _ => {
                for _ in 0..self.choices.below(3) {
                    let inner = self.foreign(depth - 1);
                    element.push(inner);
                }
            }
        }
        element
    }

    fn foundation(&mut self, name: &str) -> Element {
        self.element(Namespace::FOUNDATION.uri, name)
    }

    /// An element of a namespace: with the prefix of the package, or one that it declares itself.
    fn element(&mut self, uri: &'static str, name: &str) -> Element {
        let prefix = self.bound.iter().find(|(bound, _)| *bound == uri).map(|(_, prefix)| prefix.as_str());
        match prefix.filter(|_| !self.choices.one_in(60)) {
            Some("") => Element::new(name),
            Some(prefix) => Element::new(format!("{prefix}:{name}")),
            None if self.choices.one_in(3) => Element::new(name).with("xmlns", uri),
            None => Element::new(format!("own:{name}")).with("xmlns:own", uri),
        }
    }
}
