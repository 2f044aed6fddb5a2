//! The attribute macros of bgtask.
