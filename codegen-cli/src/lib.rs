//! Keeps manifests and property lists in step with the tasks that code declares.
