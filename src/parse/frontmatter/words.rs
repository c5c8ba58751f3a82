//! The words that keys with a fixed choice can hold.

use crate::{
    data::Words,
    model::{DataLoss, DetectedBy, Kind, Precision, ResolvedBy, Status, Visibility},
};

pub(super) const KIND: &Words<Kind> = &Words {
    names: &[
        ("incident", Kind::Incident),
        ("near-miss", Kind::NearMiss),
        ("security", Kind::Security),
        ("drill", Kind::Drill),
    ],
    also: &[("change-failure", Kind::Incident)],
};

pub(super) const STATUS: &Words<Status> = &Words {
    names: &[
        ("draft", Status::Draft),
        ("review", Status::Review),
        ("published", Status::Published),
        ("closed", Status::Closed),
    ],
    also: &[("in-review", Status::Review), ("final", Status::Published)],
};

pub(super) const VISIBILITY: &Words<Visibility> = &Words {
    names: &[
        ("public", Visibility::Public),
        ("company", Visibility::Company),
        ("team", Visibility::Team),
        ("restricted", Visibility::Restricted),
    ],
    also: &[],
};

pub(super) const DETECTED_BY: &Words<DetectedBy> = &Words {
    names: &[
        ("monitoring", DetectedBy::Monitoring),
        ("customer", DetectedBy::Customer),
        ("employee", DetectedBy::Employee),
        ("third-party", DetectedBy::ThirdParty),
        ("automation", DetectedBy::Automation),
        ("unknown", DetectedBy::Unknown),
    ],
    also: &[
        ("alert", DetectedBy::Monitoring),
        ("scheduled-check", DetectedBy::Monitoring),
        ("customers", DetectedBy::Customer),
        ("user", DetectedBy::Customer),
        ("users", DetectedBy::Customer),
        ("employees", DetectedBy::Employee),
    ],
};

/// `None` stands for words that say as much as leaving the key out.
pub(super) const RESOLVED_BY: &Words<Option<ResolvedBy>> = &Words {
    names: &[
        ("automatic", Some(ResolvedBy::Automatic)),
        ("rollback", Some(ResolvedBy::Rollback)),
        ("flag-off", Some(ResolvedBy::FlagOff)),
        ("config-revert", Some(ResolvedBy::ConfigRevert)),
        ("failover", Some(ResolvedBy::Failover)),
        ("scale", Some(ResolvedBy::Scale)),
        ("hotfix", Some(ResolvedBy::Hotfix)),
        ("manual", Some(ResolvedBy::Manual)),
        ("third-party", Some(ResolvedBy::ThirdParty)),
    ],
    also: &[("none", None), ("unknown", None)],
};

pub(super) const DATA_LOSS: &Words<DataLoss> = &Words {
    names: &[
        ("none", DataLoss::None),
        ("recovered", DataLoss::Recovered),
        ("partial", DataLoss::Partial),
        ("permanent", DataLoss::Permanent),
        ("unknown", DataLoss::Unknown),
    ],
    also: &[("false", DataLoss::None), ("no", DataLoss::None)],
};

pub(super) const PRECISION: &Words<Precision> = &Words {
    names: &[
        ("exact", Precision::Exact),
        ("approx", Precision::Approx),
        ("day", Precision::Day),
    ],
    also: &[("approximate", Precision::Approx)],
};

/// How an earlier debrief relates to this one; whether that makes it a recurrence.
pub(super) const RELATION: &Words<bool> = &Words {
    names: &[
        ("same-cause", true),
        ("same-mechanism", true),
        ("regression", true),
        ("related", false),
    ],
    also: &[],
};
