//! The entries of benches/neighbours, put into files by bgtask.

use std::error::Error;
use std::fs;
use std::time::Instant;

use bgtask_codegen::manifest::{Manifest, WantedCapability, WantedEntryPoint};
use bgtask_codegen::plist::{PropertyList, WantedItem};
use bgtask_codegen::{manifest, plist};
use bgtask_core::catalog::{Capability, TaskType};

/// Edits a copy of each file, and a copy of that once more; prints for each the milliseconds of the quickest round, and
/// what went wrong if anything did. Paths come in threes: the original and the two copies.
pub fn all(kind: &str, rounds: usize, paths: &[&str]) {
    for three in paths.chunks(3) {
        let [original, copy, second] = three else { continue };
        let mut fastest = f64::INFINITY;
        let result = (0..rounds).try_for_each(|_| {
            fs::copy(original, copy)?;
            let begin = Instant::now();
            edit(kind, copy)?;
            fastest = fastest.min(begin.elapsed().as_secs_f64() * 1e3);
            Ok::<_, Box<dyn Error>>(())
        });
        let result = result.and_then(|()| {
            fs::copy(copy, second)?;
            edit(kind, second)
        });
        match result {
            Ok(()) => println!("{fastest:.4}"),
            Err(error) => println!("0 {error}"),
        }
    }
}

fn edit(kind: &str, path: &str) -> Result<(), Box<dyn Error>> {
    let bytes = fs::read(path)?;
    let (edited, changed) = if kind == "plist" {
        let list = PropertyList::read(&bytes)?;
        let plan = list.plan(&of_a_property_list()).map_err(|errors| errors[0].to_string())?;
        (list.apply(&plan), !plan.edits.is_empty())
    } else {
        let manifest = Manifest::read(&bytes)?;
        let plan = manifest.plan(&of_a_manifest())?;
        (manifest.apply(&plan), !plan.edits.is_empty())
    };
    if changed {
        // As the other tools do; `cargo bgtask` writes a temporary file, syncs it and renames it.
        fs::write(path, edited)?;
    }
    Ok(())
}

fn of_a_property_list() -> plist::Wanted {
    let item = |value: &str| WantedItem { value: value.into(), why: "it is needed".into(), tasks: vec!["Task".into()] };
    plist::Wanted {
        permitted_identifiers: vec![item("dev.bench.refresh"), item("dev.bench.processing")],
        background_modes: vec![item("fetch")],
        ..plist::Wanted::default()
    }
}

fn of_a_manifest() -> manifest::Wanted {
    manifest::Wanted {
        entry_points: vec![WantedEntryPoint {
            entry_point: "Bench.Refresh".into(),
            task_types: vec![TaskType::Timer],
            component: "bench_tasks.dll".into(),
            tasks: vec!["Refresh".into()],
        }],
        capabilities: vec![WantedCapability {
            capability: Capability::foundation("internetClientServer"),
            why: "it is needed".into(),
            tasks: vec!["Refresh".into()],
        }],
        ..manifest::Wanted::default()
    }
}
