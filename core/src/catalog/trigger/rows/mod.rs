//! The rows of the trigger table, a file for each subject.

pub(super) mod bluetooth;
pub(super) mod communication;
pub(super) mod device;
pub(super) mod notification;
pub(super) mod operator;
pub(super) mod role;
pub(super) mod schedule;
pub(super) mod sensor;
pub(super) mod storage;
