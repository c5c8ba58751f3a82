use super::{Behind, Cell, Counted, Figure, Key, Table, counted_u32, share_cell, share_words};
use crate::{
    insight::{
        Answer, Derived,
        stats::{ENOUGH, Noticed, Question, Tally},
    },
    model::DetectedBy,
    render::{
        svg::{Column, Share, ShareAt, Tone, columns, share_chart},
        texts::{Texts, count, say},
    },
};

/// The two questions, and who noticed first.
pub(super) fn figures(counted: Counted<'_>) -> Vec<Figure> {
    let t = counted.texts;
    let (stats, targets) = (&counted.insight.stats, &counted.config.targets);
    let detect = Figure::new(
        "detected",
        t.get("stats.found"),
        say!(t, "answer.found_question", time = t.target(targets.detect)),
    );
    let fix = Figure::new(
        "fixed",
        t.get("stats.fixed"),
        say!(t, "stats.fixed_about", time = t.target(targets.fix)),
    );
    vec![
        question(counted, detect, &stats.detect, |one| one.detect.answer),
        question(counted, fix, &stats.fix, |one| one.fix.answer),
        noticed(counted),
    ]
}

fn question(
    counted: Counted<'_>,
    mut figure: Figure,
    question: &Question,
    answer: impl Fn(&Derived) -> Answer,
) -> Figure {
    let (t, total) = (counted.texts, question.total);
    figure.said = vec![match total.share() {
        Some(share) => say!(
            t,
            "stats.yes_in",
            share = share_words(t, share),
            n = t.number(total.known()),
        ),
        None => {
            let enough = t.number(ENOUGH);
            count!(t, "stats.few_answers", total.known(), enough = enough)
        }
    }];
    if total.unknown > 0 {
        let unknown = count!(t, "stats.cannot_tell", total.unknown);
        figure.said.push(unknown);
    }
    let shares: Vec<ShareAt> = question
        .periods
        .iter()
        .map(|(period, tally)| ShareAt {
            label: period.name(),
            share: tally.share().map(|share| (share.share, share.interval)),
        })
        .collect();
    let counts: Vec<Column> = question
        .periods
        .iter()
        .map(|(period, tally)| Column {
            label: period.name(),
            parts: parts(t, *tally),
        })
        .collect();
    let title = figure.title.clone();
    // Shares where there are enough; else counts, with what each colour means.
    figure.draw(|width, id| share_chart(t, &shares, width, &title, id));
    if figure.wide.is_none() {
        figure.draw(|width, id| columns(t, &counts, width, &title, id));
        figure.legend = keys(
            t,
            &[
                (Tone::Good, "stats.yes"),
                (Tone::Muted, "stats.healed"),
                (Tone::Bad, "stats.no"),
                (Tone::Unknown, "stats.unknown"),
            ],
        );
    }
    figure.counts = tallies(counted, question);
    figure.behind = behind(counted, answer);
    figure
}

fn parts(t: &Texts, tally: Tally) -> Vec<Share> {
    let part = |label: &str, count: usize, tone: Tone| Share {
        label: t.get(label).into(),
        count: counted_u32(count),
        tone,
    };
    vec![
        part("stats.yes", tally.yes, Tone::Good),
        part("stats.healed", tally.automatic, Tone::Muted),
        part("stats.no", tally.no, Tone::Bad),
        part("stats.unknown", tally.unknown, Tone::Unknown),
    ]
}

pub(super) fn keys(t: &Texts, tones: &[(Tone, &str)]) -> Vec<Key> {
    let key = |&(tone, text): &(Tone, &str)| Key {
        class: tone.class(),
        text: t.get(text).into(),
    };
    tones.iter().map(key).collect()
}

fn tallies(counted: Counted<'_>, question: &Question) -> Option<Table> {
    let t = counted.texts;
    let head = [
        "stats.col_yes",
        "stats.col_healed",
        "stats.col_no",
        "stats.col_unknown",
        "stats.col_share",
    ];
    let mut row = vec![Cell::text(t.get("stats.period"))];
    row.extend(head.map(|key| Cell::number(t.get(key))));
    let rows = question.periods.iter().rev().map(|(period, tally)| {
        vec![
            Cell::text(period.name()),
            Cell::count(counted, tally.yes),
            Cell::count(counted, tally.automatic),
            Cell::count(counted, tally.no),
            Cell::count(counted, tally.unknown),
            share_cell(t, tally.share()),
        ]
    });
    (!question.periods.is_empty()).then(|| Table {
        head: row,
        rows: rows.collect(),
    })
}

fn behind(counted: Counted<'_>, answer: impl Fn(&Derived) -> Answer) -> Option<Behind> {
    let t = counted.texts;
    let all = &counted.insight.stats.scope.counted;
    let head = vec![
        Cell::text(t.get("stats.answer")),
        Cell::text(t.get("stats.debrief")),
        Cell::text(t.get("stats.date")),
    ];
    Behind::new(t, head, all.len(), |i| {
        let said = match answer(&counted.insight.derived[all[i]]) {
            Answer::Yes => "stats.yes",
            Answer::No => "stats.no",
            Answer::Automatic => "stats.healed",
            Answer::Unknown => "stats.unknown",
        };
        vec![
            Cell::text(t.get(said)),
            Cell::debrief(counted, all[i]),
            Cell::date(counted, all[i]),
        ]
    })
}

fn noticed(counted: Counted<'_>) -> Figure {
    let t = counted.texts;
    let noticed = &counted.insight.stats.noticed;
    let about = t.get("stats.noticed_about");
    let mut figure = Figure::new("noticed", t.get("stats.noticed"), about);
    figure.said = vec![match noticed.total.outside_share() {
        Some(share) => say!(
            t,
            "stats.noticed_outside",
            share = share_words(t, share),
            n = t.number(noticed.total.known()),
        ),
        None => {
            let enough = t.number(ENOUGH);
            count!(
                t,
                "stats.noticed_few",
                noticed.total.known(),
                enough = enough
            )
        }
    }];
    if noticed.total.known() == 0 {
        figure.said = vec![t.get("stats.noticed_none").into()];
    }
    let columns_of: Vec<Column> = noticed
        .periods
        .iter()
        .map(|(period, noticed)| Column {
            label: period.name(),
            parts: noticed_parts(t, *noticed),
        })
        .collect();
    let title = figure.title.clone();
    if noticed.total.known() > 0 {
        figure.draw(|width, id| columns(t, &columns_of, width, &title, id));
        figure.legend = keys(
            t,
            &[
                (Tone::Good, "stats.machine"),
                (Tone::Warn, "stats.employee"),
                (Tone::Bad, "stats.customer_or_outside"),
                (Tone::Unknown, "stats.unknown"),
            ],
        );
        figure.counts = Some(noticed_table(counted, &noticed.periods));
        figure.behind = noticed_behind(counted);
    }
    figure
}

fn noticed_parts(t: &Texts, noticed: Noticed) -> Vec<Share> {
    let part = |label: &str, count: usize, tone: Tone| Share {
        label: t.get(label).into(),
        count: counted_u32(count),
        tone,
    };
    vec![
        part("stats.machine", noticed.machine, Tone::Good),
        part("stats.employee", noticed.employee, Tone::Warn),
        part("stats.outside", noticed.outside, Tone::Bad),
        part("stats.unknown", noticed.unknown, Tone::Unknown),
    ]
}

fn noticed_table(
    counted: Counted<'_>,
    periods: &[(crate::insight::stats::Period, Noticed)],
) -> Table {
    let t = counted.texts;
    let head = [
        "stats.col_machine",
        "stats.col_employee",
        "stats.col_outside",
        "stats.col_unknown",
    ];
    let mut row = vec![Cell::text(t.get("stats.period"))];
    row.extend(head.map(|key| Cell::number(t.get(key))));
    let rows = periods.iter().rev().map(|(period, noticed)| {
        vec![
            Cell::text(period.name()),
            Cell::count(counted, noticed.machine),
            Cell::count(counted, noticed.employee),
            Cell::count(counted, noticed.outside),
            Cell::count(counted, noticed.unknown),
        ]
    });
    Table {
        head: row,
        rows: rows.collect(),
    }
}

fn noticed_behind(counted: Counted<'_>) -> Option<Behind> {
    let t = counted.texts;
    let all = &counted.insight.stats.scope.counted;
    let head = vec![
        Cell::text(t.get("fact.noticed_by")),
        Cell::text(t.get("stats.debrief")),
        Cell::text(t.get("stats.date")),
    ];
    Behind::new(t, head, all.len(), |i| {
        let said = match counted.library.entries[all[i]].debrief.detected_by {
            Some(DetectedBy::Monitoring) => "stats.by_monitoring",
            Some(DetectedBy::Automation) => "stats.by_automation",
            Some(DetectedBy::Employee) => "stats.employee",
            Some(DetectedBy::Customer) => "stats.by_customer",
            Some(DetectedBy::ThirdParty) => "stats.by_outside",
            Some(DetectedBy::Unknown) | None => "stats.unknown",
        };
        vec![
            Cell::text(t.get(said)),
            Cell::debrief(counted, all[i]),
            Cell::date(counted, all[i]),
        ]
    })
}
