//! What binaries say of the tasks in them: files of every kind, damaged ones, and what rustc really builds.

mod built;
mod ci;
mod files;
mod formats;
mod holds;
mod hostile;
mod objects;
