//! Which figures earn which score, in words.

use analytics::rfm::Axis;
use model::Money;
use workspace::Rfm;

use crate::format;
use crate::i18n::{I18n, t_string};
use crate::session::use_session;
use crate::words;

/// The days that count, where not all do: a part of a sentence.
pub fn span(i18n: I18n, rfm: &Rfm) -> String {
    let some = rfm.config.window.map(|_| t_string!(i18n, segments.in_days));
    some.unwrap_or_default().to_owned()
}

/// How many customers are scored and how, then the figures of each score, axis by axis.
pub fn ranges(i18n: I18n, rfm: &Rfm) -> Vec<String> {
    let locale = i18n.get_locale();
    let scored = rfm.table.scores.iter().flatten().count();
    let intro = t_string!(
        i18n,
        segments.how_scores,
        count = format::count(locale, scored),
        bins = rfm.bins.get().to_string(),
        method = words::method(i18n, rfm.scoring.method())
    );
    let axes = Axis::ALL.into_iter().filter_map(|axis| of_axis(i18n, rfm, axis));
    std::iter::once(intro.to_string()).chain(axes).collect()
}

fn of_axis(i18n: I18n, rfm: &Rfm, axis: Axis) -> Option<String> {
    let session = use_session();
    let (locale, base) = (i18n.get_locale(), session.base());
    let unit = session.look(|image| image.unit())?;
    let shown = |figure: i64| match axis {
        Axis::Monetary => format::money(locale, Money::new(figure, base)),
        _ => format::decimal(locale, figure as f64, 0),
    };
    let what = match axis {
        Axis::Recency => t_string!(i18n, customers.days_since_order),
        Axis::Frequency => words::frequency(i18n, rfm.scoring.frequency),
        Axis::Monetary => words::monetary(i18n, rfm.scoring.monetary),
    };
    let mut parts = Vec::new();
    for score in rfm.bins.scores().rev() {
        let Some(range) = rfm.ranked.range(&rfm.scoring, unit, axis, score) else {
            let axis = words::axis(i18n, axis);
            return Some(t_string!(i18n, segments.ranges_nested, axis = axis).to_string());
        };
        parts.extend(match range {
            (None, None) => None,
            // Where borders fall together, nobody gets the scores between them.
            (Some(least), Some(most)) if least > most => None,
            (Some(least), Some(most)) if least == most => {
                let only = shown(least);
                Some(t_string!(i18n, segments.score_one, score = score, only = only).to_string())
            }
            (None, Some(most)) => {
                let most = shown(most);
                Some(t_string!(i18n, segments.score_up_to, score = score, most = most).to_string())
            }
            (Some(least), None) => {
                let least = shown(least);
                Some(t_string!(i18n, segments.score_from, score = score, least = least).to_string())
            }
            (Some(least), Some(most)) => {
                let (least, most) = (shown(least), shown(most));
                let text = t_string!(
                    i18n,
                    segments.score_between,
                    score = score,
                    least = least,
                    most = most
                );
                Some(text.to_string())
            }
        });
    }
    let ranges = parts.join(t_string!(i18n, rules.s_comma));
    (!ranges.is_empty())
        .then(|| t_string!(i18n, segments.ranges_of, what = what, ranges = ranges).to_string())
}
