//! Files and the user's data stores.

use super::super::{CapabilityUse, Construction, DeclaredType, Details, TriggerFacts, TriggerKind};
use crate::catalog::{AppleMapping, Capability, TaskType};

const NO_STORE: AppleMapping =
    AppleMapping::none("changes of the user's data do not start an app; compare when it runs");

pub(in super::super) const CACHED_FILE_UPDATER: TriggerFacts = TriggerFacts {
    kind: TriggerKind::CachedFileUpdater,
    name: "cached-file-updater",
    class: "CachedFileUpdaterTrigger",
    summary: "when a file that the app provides must be brought up to date",
    task_type: DeclaredType::sample(TaskType::SystemEvent),
    details: Details::documented("Windows.ApplicationModel.Background.CachedFileUpdaterTriggerDetails"),
    apple: AppleMapping::none("a File Provider extension does this work, not a background task"),
    notes: &["Part of the file picker contract: the manifest also needs uap:Extension windows.cachedFileUpdater."],
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.cachedfileupdatertrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const STORAGE_LIBRARY_CONTENT_CHANGED: TriggerFacts = TriggerFacts {
    kind: TriggerKind::StorageLibraryContentChanged,
    name: "storage-library-content-changed",
    class: "StorageLibraryContentChangedTrigger",
    summary: "when a file in a library changes",
    construction: Construction::Object,
    task_type: DeclaredType::inferred(TaskType::General),
    windows_features: &["Storage"],
    details: Details::inferred("Windows.Storage.Search.StorageLibraryContentChangedTriggerDetails"),
    apple: NO_STORE,
    notes: &["Needs the capability of its library, such as picturesLibrary."],
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.storagelibrarycontentchangedtrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const STORAGE_LIBRARY_CHANGE_TRACKER: TriggerFacts = TriggerFacts {
    kind: TriggerKind::StorageLibraryChangeTracker,
    name: "storage-library-change-tracker",
    class: "StorageLibraryChangeTrackerTrigger",
    summary: "when a change tracker has changes",
    construction: Construction::Object,
    task_type: DeclaredType::UNKNOWN,
    windows_features: &["Storage"],
    details: Details::inferred("Windows.Storage.Search.StorageLibraryChangeTrackerTriggerDetails"),
    contract: Some(6),
    apple: NO_STORE,
    notes: &["Documentation asks for a manifest entry without naming its type.", "Needs access to the folder."],
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.storagelibrarychangetrackertrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const APPOINTMENT_STORE_NOTIFICATION: TriggerFacts = TriggerFacts {
    kind: TriggerKind::AppointmentStoreNotification,
    name: "appointment-store-notification",
    class: "AppointmentStoreNotificationTrigger",
    summary: "when the appointment store changes",
    task_type: DeclaredType::guessed(TaskType::General),
    capabilities: &[CapabilityUse::inferred(Capability::uap("appointments"))],
    details: Details::documented("Windows.ApplicationModel.Appointments.AppointmentStoreNotificationTriggerDetails"),
    apple: NO_STORE,
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.appointmentstorenotificationtrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const CONTACT_STORE_NOTIFICATION: TriggerFacts = TriggerFacts {
    kind: TriggerKind::ContactStoreNotification,
    name: "contact-store-notification",
    class: "ContactStoreNotificationTrigger",
    summary: "when the contact store changes",
    task_type: DeclaredType::guessed(TaskType::General),
    capabilities: &[CapabilityUse::inferred(Capability::uap("contacts"))],
    details: Details::inferred("Windows.ApplicationModel.Contacts.ContactStoreNotificationTriggerDetails"),
    apple: NO_STORE,
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.contactstorenotificationtrigger",
    ..TriggerFacts::BLANK
};

pub(in super::super) const EMAIL_STORE_NOTIFICATION: TriggerFacts = TriggerFacts {
    kind: TriggerKind::EmailStoreNotification,
    name: "email-store-notification",
    class: "EmailStoreNotificationTrigger",
    summary: "when the mail store changes",
    task_type: DeclaredType::guessed(TaskType::General),
    capabilities: &[CapabilityUse::inferred(Capability::restricted("email"))],
    details: Details::inferred("Windows.ApplicationModel.Email.EmailStoreNotificationTriggerDetails"),
    apple: NO_STORE,
    source: "https://learn.microsoft.com/uwp/api/windows.applicationmodel.background.emailstorenotificationtrigger",
    ..TriggerFacts::BLANK
};
