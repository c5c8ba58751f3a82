use std::collections::BTreeMap;

use serde::Serialize;

use super::{VERSION, json};
use crate::{
    insight::{
        Insight,
        stats::{
            Cohort, Distribution, FollowThrough, Grain, Horizon, Matrix, Middle, Noticed, Period,
            Process, Question, Share, Stats, Tally,
        },
    },
    library::Library,
};

#[derive(Serialize)]
struct File<'a> {
    version: u32,
    counted: Counted,
    periods: Periods,
    durations: BTreeMap<&'static str, Duration<'a>>,
    answers: Answers,
    noticed_by: NoticedBy,
    actions: Actions<'a>,
    causes_by_service: CausesByService<'a>,
    process: Process,
}

#[derive(Serialize)]
struct Counted {
    debriefs: usize,
    incidents: usize,
    near_misses: usize,
    drills: usize,
    without_date: usize,
}

#[derive(Serialize)]
struct Periods {
    length: Grain,
    left_out: usize,
}

#[derive(Serialize)]
struct Duration<'a> {
    n: usize,
    approximate: usize,
    unknown: usize,
    day_only: usize,
    negative: usize,
    #[serde(flatten)]
    middle: Option<&'a Middle>,
}

#[derive(Serialize)]
struct Answers {
    detected_in_target: Counts<TallyRecord>,
    fixed_in_target: Counts<TallyRecord>,
}

#[derive(Serialize)]
struct Counts<T: Serialize> {
    total: T,
    periods: Vec<Of<T>>,
}

#[derive(Serialize)]
struct Of<T: Serialize> {
    period: Period,
    #[serde(flatten)]
    counts: T,
}

#[derive(Serialize)]
struct TallyRecord {
    #[serde(flatten)]
    tally: Tally,
    #[serde(flatten)]
    share: Option<Share>,
}

#[derive(Serialize)]
struct NoticedBy {
    total: NoticedRecord,
    periods: Vec<Of<NoticedRecord>>,
}

#[derive(Serialize)]
struct NoticedRecord {
    #[serde(flatten)]
    noticed: Noticed,
    outside_share: Option<Share>,
}

#[derive(Serialize)]
struct Actions<'a> {
    total: Cohort,
    without_date: usize,
    months: Vec<Month>,
    after: &'a [Horizon],
}

#[derive(Serialize)]
struct Month {
    month: String,
    #[serde(flatten)]
    cohort: Cohort,
}

#[derive(Serialize)]
struct CausesByService<'a> {
    causes: Vec<Named<'a>>,
    services: Vec<ServiceRow<'a>>,
    more_causes: usize,
    more_services: usize,
    without_service: usize,
    without_cause: usize,
}

#[derive(Serialize)]
struct Named<'a> {
    id: &'a str,
    name: &'a str,
    debriefs: usize,
}

#[derive(Serialize)]
struct ServiceRow<'a> {
    #[serde(flatten)]
    service: Named<'a>,
    counts: &'a [usize],
}

/// `data/stats.json`: the figures of the page `/stats/`, which can be computed again from `data/debriefs.json` and
/// `data/actions.json`.
#[must_use]
pub fn stats(library: &Library, insight: &Insight) -> Vec<u8> {
    let stats = &insight.stats;
    json(
        &File {
            version: VERSION,
            counted: Counted {
                debriefs: library.entries.len(),
                incidents: stats.scope.counted.len(),
                near_misses: stats.scope.near_misses,
                drills: stats.scope.drills,
                without_date: stats.scope.undated,
            },
            periods: Periods {
                length: stats.time.grain,
                left_out: stats.time.left_out,
            },
            durations: stats
                .durations
                .iter()
                .map(|one| (one.measure.key(), duration(one)))
                .collect(),
            answers: Answers {
                detected_in_target: question(&stats.detect),
                fixed_in_target: question(&stats.fix),
            },
            noticed_by: noticed(stats),
            actions: actions(&stats.follow),
            causes_by_service: matrix(&stats.matrix),
            process: stats.process,
        },
        1 << 16,
    )
}

fn duration(one: &Distribution) -> Duration<'_> {
    Duration {
        n: one.points.len(),
        approximate: one.points.iter().filter(|point| point.approximate).count(),
        unknown: one.unknown,
        day_only: one.day_only,
        negative: one.negative,
        middle: one.middle.as_ref(),
    }
}

fn question(question: &Question) -> Counts<TallyRecord> {
    let record = |tally: Tally| TallyRecord {
        tally,
        share: tally.share(),
    };
    let periods = question.periods.iter().map(|&(period, tally)| Of {
        period,
        counts: record(tally),
    });
    Counts {
        total: record(question.total),
        periods: periods.collect(),
    }
}

fn noticed(stats: &Stats) -> NoticedBy {
    let record = |noticed: Noticed| NoticedRecord {
        noticed,
        outside_share: noticed.outside_share(),
    };
    let periods = stats.noticed.periods.iter().map(|&(period, noticed)| Of {
        period,
        counts: record(noticed),
    });
    NoticedBy {
        total: record(stats.noticed.total),
        periods: periods.collect(),
    }
}

fn actions(follow: &FollowThrough) -> Actions<'_> {
    let months = follow.months.iter().map(|&(month, cohort)| Month {
        month: month.strftime("%Y-%m").to_string(),
        cohort,
    });
    Actions {
        total: follow.total,
        without_date: follow.undated,
        months: months.collect(),
        after: &follow.horizons,
    }
}

fn matrix(matrix: &Matrix) -> CausesByService<'_> {
    let causes = matrix.causes.iter().map(|cause| Named {
        id: &cause.label.slug,
        name: &cause.label.name,
        debriefs: cause.members.len(),
    });
    let rows = matrix.services.iter().zip(&matrix.counts);
    let services = rows.map(|((label, debriefs), counts)| ServiceRow {
        service: Named {
            id: &label.slug,
            name: &label.name,
            debriefs: *debriefs,
        },
        counts,
    });
    CausesByService {
        causes: causes.collect(),
        services: services.collect(),
        more_causes: matrix.more_causes,
        more_services: matrix.more_services,
        without_service: matrix.without_service,
        without_cause: matrix.without_cause,
    }
}
