//! The segments of a map: the brushes to paint with, their names and colours.

use analytics::rfm::{OwnSegment, Segment, SegmentIndex, SegmentMap, SegmentMapError, SegmentName};
use leptos::prelude::*;

use crate::components::{Field, Glyph, Icon, Suggest, Text};
use crate::format;
use crate::i18n::{I18n, label, t_string, tr, use_i18n};
use crate::views::parts::segment_hue;
use crate::views::segments::scoring::desk::Desk;
use crate::words;

/// Every segment as something to choose, with how many customers are in it, and what can be
/// done with the one chosen.
#[component]
pub fn Segments(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let names = Memo::new(move |_| desk.map.with(|map| map.names().to_vec()));
    let members = Memo::new(move |_| desk.members());
    let brushes = move || {
        let all = names.get().into_iter().enumerate();
        all.filter_map(|(place, name)| Some(brush(desk, SegmentIndex::at(place)?, name, members)))
            .collect_view()
    };
    let unscored = move || {
        let unscored = desk.counts.get()?.unscored;
        let count = format::count(i18n.get_locale(), unscored);
        Some(t_string!(i18n, scoring.unscored, count = count).to_string())
    };
    view! {
        <fieldset class="brushes" id="brushes">
            <legend>{tr!(i18n, scoring.brush)}</legend>
            {brushes}
        </fieldset>
        <p class="hint" aria-live="polite">{unscored}</p>
        {move || names.with(|names| view! { <Chosen desk=desk names=names.clone()/> })}
    }
    .into_any()
}

fn brush(
    desk: Desk,
    segment: SegmentIndex,
    name: SegmentName,
    members: Memo<Option<Vec<usize>>>,
) -> AnyView {
    let i18n = use_i18n();
    let (code, hue) = (name.code(), segment_hue(Some(&name)));
    let value = code.clone();
    let count = move || {
        let count = members.with(|members| members.as_ref()?.get(segment.get()).copied());
        count.map(|count| format::count(i18n.get_locale(), count))
    };
    view! {
        <label class="brush" data-seg=code data-hue=hue>
            <input
                type="radio"
                name="brush"
                value=value
                prop:checked=move || desk.brush.get() == segment
                on:change=move |_| desk.brush.set(segment)
            />
            <span class="brush-name">{move || words::segment(i18n, Some(&name))}</span>
            <span class="num">{count}</span>
        </label>
    }
    .into_any()
}

/// Renaming, colouring and removing the segment chosen, and adding another.
#[component]
fn Chosen(desk: Desk, names: Vec<SegmentName>) -> impl IntoView {
    let i18n = use_i18n();
    let adding = RwSignal::new(String::new());
    let problem = RwSignal::new(String::new());
    let known = {
        let names = names.clone();
        Signal::derive(move || {
            let spare = Segment::ALL.into_iter().filter(|known| !names.contains(&(*known).into()));
            spare.map(|known| words::segment(i18n, Some(&known.into()))).collect::<Vec<_>>()
        })
    };
    let took = move |outcome: Result<SegmentMap, String>| match outcome {
        Ok(map) => {
            problem.set(String::new());
            desk.change(map);
            true
        }
        Err(why) => {
            problem.set(why);
            false
        }
    };
    let add = move |_| {
        let typed = adding.get_untracked();
        let colour = desk.map.with_untracked(|map| map.names().len() as u8);
        let outcome = named(i18n, &typed, colour).and_then(|name| {
            desk.map.with_untracked(|map| map.with(name)).map_err(|why| refused(i18n, &why))
        });
        if took(outcome) {
            let last = desk.map.with_untracked(|map| SegmentIndex::at(map.names().len() - 1));
            last.into_iter().for_each(|last| desk.brush.set(last));
        }
    };
    let rename = move |typed: String, colour: Option<u8>| {
        let brush = desk.brush.get_untracked();
        let now = desk.map.with_untracked(|map| map.names().get(brush.get()).cloned());
        let kept = match &now {
            Some(SegmentName::Own(own)) => own.colour(),
            _ => brush.get() as u8,
        };
        let outcome = match colour {
            Some(colour) => {
                OwnSegment::new(&typed, colour).map(SegmentName::Own).map_err(|_| unnamed(i18n))
            }
            None => named(i18n, &typed, kept),
        };
        let outcome = outcome.and_then(|name| {
            let map = desk.map.with_untracked(|map| map.renamed(brush, name));
            map.map_err(|why| refused(i18n, &why))
        });
        took(outcome);
    };
    let remove = move |_| {
        let brush = desk.brush.get_untracked();
        let Some(heir) = heir_of(brush) else { return };
        let map = desk.map.with_untracked(|map| map.without(brush, heir));
        took(map.map_err(|why| refused(i18n, &why)));
        desk.brush.set(SegmentIndex::at(heir.get().min(brush.get())).unwrap_or(heir));
    };
    let only = names.len() < 2;
    let of_brush = Memo::new(move |_| names.get(desk.brush.get().get()).cloned());
    let name = move || of_brush.with(|name| words::segment(i18n, name.as_ref()));
    let colour = move || match of_brush.get() {
        Some(SegmentName::Own(own)) => Some((own.name().to_owned(), own.colour())),
        _ => None,
    };
    let colours = move || {
        colour().map(|(name, now)| {
            let swatch = move |each: u8| {
                let name = name.clone();
                view! {
                    <label class="swatch" data-hue=each.to_string()>
                        <input
                            type="radio"
                            name="segment-colour"
                            aria-label=move || t_string!(i18n, scoring.colour_of, n = each + 1).to_string()
                            prop:checked=each == now
                            on:change=move |_| rename(name.clone(), Some(each))
                        />
                    </label>
                }
                .into_any()
            };
            view! {
                <fieldset class="swatches">
                    <legend>{tr!(i18n, scoring.colour)}</legend>
                    {(0..OwnSegment::COLOURS).map(swatch).collect_view()}
                </fieldset>
            }
        })
    };
    view! {
        <details class="segment-tools">
            <summary>{tr!(i18n, scoring.edit_segments)}</summary>
            <div class="stack">
                <div class="inline-form">
                    <Field id="segment-name" label=label!(i18n, scoring.segment_name)>
                        <input
                            id="segment-name"
                            type="text"
                            autocomplete="off"
                            maxlength=OwnSegment::LONGEST.to_string()
                            prop:value=name
                            on:change=move |event| rename(event_target_value(&event), None)
                        />
                    </Field>
                    <button type="button" class="btn" id="remove-segment" disabled=only on:click=remove>
                        <Icon glyph=Glyph::Trash/>
                        {tr!(i18n, scoring.remove_segment)}
                    </button>
                </div>
                {colours}
                <div class="inline-form">
                    <Text
                        id="new-segment"
                        label=label!(i18n, scoring.add_segment)
                        list="known-segments"
                        value=adding
                        on_input=move |typed: String| adding.set(typed)
                    />
                    <button type="button" class="btn" id="add-segment" on:click=add>
                        <Icon glyph=Glyph::Plus/>
                        {tr!(i18n, scoring.add)}
                    </button>
                </div>
                <Suggest id="known-segments" values=known/>
                <p class="error" role="alert">{problem}</p>
                <p class="hint">{tr!(i18n, scoring.remove_hint)}</p>
            </div>
        </details>
    }
    .into_any()
}

/// Who gets the cells of a segment that goes: the one before it, or the second for the first.
fn heir_of(segment: SegmentIndex) -> Option<SegmentIndex> {
    SegmentIndex::at(segment.get().checked_sub(1).unwrap_or(1))
}

/// A known segment when it is called so in the language of now, and else one of one's own.
fn named(i18n: I18n, typed: &str, colour: u8) -> Result<SegmentName, String> {
    let known = Segment::ALL.into_iter().map(SegmentName::from);
    let mut known = known.filter(|known| words::segment(i18n, Some(known)) == typed.trim());
    match known.next() {
        Some(known) => Ok(known),
        None => OwnSegment::new(typed, colour).map(SegmentName::Own).map_err(|_| unnamed(i18n)),
    }
}

fn unnamed(i18n: I18n) -> String {
    t_string!(i18n, scoring.segment_unnamed, limit = OwnSegment::LONGEST).to_string()
}

fn refused(i18n: I18n, why: &SegmentMapError) -> String {
    match why {
        SegmentMapError::Twice(_) => t_string!(i18n, scoring.segment_twice).to_owned(),
        _ => t_string!(i18n, scoring.segments_most, most = SegmentMap::MOST).to_string(),
    }
}
