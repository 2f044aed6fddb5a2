//! Keeps manifests and property lists in step with the tasks that code declares.

#![forbid(unsafe_code)]

<<<<<<< HEAD
pub mod file;
pub mod manifest;
=======
pub mod find;
>>>>>>> c11f1fe (find: annotated items by walking the module tree)
pub mod problem;
pub mod source;
pub mod xml;
