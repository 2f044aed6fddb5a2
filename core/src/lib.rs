//! The model of a background task, the catalog of platform facts and the rules.
