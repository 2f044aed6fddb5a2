//! `list`: the tasks.

use bgtask_codegen::allow::Allowed;
use bgtask_codegen::source::Sources;
use bgtask_core::model::TaskSpec;
use bgtask_core::rules::project::AMBIGUOUS_APP;

use super::Outcome;
use crate::examine::{self, Examined, Task as FoundTask, examine};
use crate::options::{Display, List, MessageFormat};
use crate::output::Output;
use crate::project::Project;
use crate::report::{self, Stream, Task, TaskOnApple, TaskOnWindows, TaskTrigger, json_text, shown, table_lines};

pub(super) fn run(list: &List, display: &Display, output: &mut Output) -> anyhow::Result<Outcome> {
    let mut sources = Sources::new();
    let project = Project::find(&list.scope)?;
    output.warnings(&project.warnings);
    let mut packages = examine(project, list.scope.app.as_deref(), &mut sources)?;
    packages.retain(|package| !package.is_guest);
    // Which of several apps is meant does not matter to who looks at all of them.
    let mut problems = Vec::new();
    for package in &packages {
        let of_finding = package.problems.iter().take(package.of_finding);
        let mut own: Vec<_> = of_finding.filter(|problem| problem.rule != AMBIGUOUS_APP).cloned().collect();
        package.allow(&mut own, &mut Allowed::default(), &sources);
        problems.append(&mut own);
    }
    report::in_order(&mut problems, &sources);
    if list.scope.strict {
        report::make_strict(&mut problems);
    }
    let stream = stream(display.message_format);
    report::write(&problems, &sources, &[], &[], display.message_format, stream, output);
    match display.message_format {
        MessageFormat::Human => human(&packages, display, output),
        MessageFormat::Short => {
            for task in packages.iter().flat_map(tasks) {
                output.result(short(&task));
            }
        }
        MessageFormat::Json => output.result(json_text(&packages.iter().flat_map(tasks).collect::<Vec<_>>())),
        // A log of what is wrong has no place for tasks.
        MessageFormat::Sarif => {}
    }
    Ok(Outcome::Success)
}

/// Where what is wrong is told to a machine: standard output is the list's, which a log has no place for.
pub(super) fn stream(format: MessageFormat) -> Stream {
    if format == MessageFormat::Sarif { Stream::Result } else { Stream::BesideResult }
}

/// A task, with the name of the app that lists it.
type Listed<'a> = (Option<String>, FoundTask<'a>);

/// Every task of a package, those in no app's list last. Of apps that were not asked for only what they list of this package.
fn listed(package: &Examined) -> Vec<Listed<'_>> {
    let of_app = |app| examine::tasks(app).into_iter().map(|task| (Some(app.type_name().to_owned()), task));
    let of_others = package.listed_in.iter().flat_map(|(_, app)| of_app(app));
    let of_others = of_others.filter(|(_, (_, found, _))| found.package == package.package.name);
    let listed = package.apps.iter().flat_map(of_app).chain(of_others);
    listed.chain(package.unlisted().into_iter().map(|task| (None, task))).collect()
}

fn tasks(package: &Examined) -> Vec<Task> {
    listed(package).iter().map(|(app, task)| data(package, app.clone(), task)).collect()
}

fn data(package: &Examined, app: Option<String>, (task, found, registration): &FoundTask<'_>) -> Task {
    // All of it: what is new in a spec is not forgotten here.
    let TaskSpec {
        name,
        type_name: _,
        place: _,
        trigger,
        conditions,
        cancel_on_condition_loss,
        network_requested,
        group,
        windows: _,
        apple: _,
        platforms: _,
        allow,
    } = task.spec;
    Task {
        version: report::VERSION,
        package: package.package.name.clone(),
        app,
        name: name.to_owned(),
        type_path: found.type_path.clone(),
        file: shown(&found.file),
        line: registration.line,
        column: registration.column,
        trigger: TaskTrigger::new(&trigger),
        conditions: conditions.iter().map(|condition| condition.name()).collect(),
        cancel_on_condition_loss,
        network_requested,
        group: group.map(str::to_owned),
        allow: allow.iter().map(|rule| (*rule).to_owned()).collect(),
        windows: task.windows.as_ref().map(|windows| TaskOnWindows::new(task, windows)),
        apple: task.apple.as_ref().map(|apple| TaskOnApple::new(task, apple)),
    }
}

fn human(packages: &[Examined], display: &Display, output: &mut Output) {
    let with_tasks: Vec<_> = packages.iter().filter(|package| !tasks(package).is_empty()).collect();
    if with_tasks.is_empty() && !display.quiet {
        output.message("no #[background_task] was found");
    }
    for (at, package) in with_tasks.iter().enumerate() {
        if with_tasks.len() > 1 {
            let gap = if at > 0 { "\n" } else { "" };
            output.result(format_args!("{gap}{}:", package.package.name));
        }
        let listed = listed(package);
        let rows: Vec<_> = listed.iter().map(|(app, task)| row(&task.0, &data(package, app.clone(), task))).collect();
        for line in table_lines(["NAME", "TRIGGER", "CONDITIONS", "RUNS ON", "DECLARED AT"], &rows) {
            output.result(line);
        }
    }
    super::tell_files_read(packages, display, output);
}

fn row(task: &bgtask_core::model::ResolvedTask<'_>, data: &Task) -> [String; 5] {
    let conditions = match data.conditions.join(", ") {
        none if none.is_empty() => String::from("-"),
        held if data.cancel_on_condition_loss => format!("{held} (cancelled on loss)"),
        held => held,
    };
    let windows = data.windows.as_ref().map(|windows| format!("windows ({})", windows.model));
    let apple = data.apple.as_ref().map(|apple| format!("apple ({})", apple.kind));
    let platforms: Vec<_> = windows.into_iter().chain(apple).collect();
    let platforms = match (&data.app, platforms.join(", ")) {
        (None, _) => String::from("in no app's list"),
        (_, nowhere) if nowhere.is_empty() => String::from("nowhere"),
        (_, somewhere) => somewhere,
    };
    let place = format!("{}:{}", data.file, data.line);
    [data.name.clone(), task.spec.trigger.to_string(), conditions, platforms, place]
}

fn short(task: &Task) -> String {
    let Task { file, line, column, name, trigger, .. } = task;
    let argument = trigger.argument.values().next().map(|value| match value {
        serde_json::Value::String(text) => format!(":{text}"),
        other => format!(":{other}"),
    });
    let once = if trigger.once { ",once" } else { "" };
    format!("{file}:{line}:{column}: {name} {}{}{once}", trigger.kind, argument.unwrap_or_default())
}
