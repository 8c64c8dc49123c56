//! One fair.

use hanhtrinh_api::care::{ExhibitorView, FairView, Figure};

use super::texts::T;
use super::{day, record, records, shown};
use crate::i18n::care;
use crate::prelude::*;

/// The page.
#[component]
pub fn FairPage(
    /// Id of the stream.
    id: Signal<String>,
) -> AnyView {
    let fair = load::<FairView>(move || format!("/fairs/{}", id.get()));
    let view = load_view(fair, skeleton_page, move |view: Arc<FairView>| {
        page(&view, Callback::new(move |_| fair.reload()))
    });
    view! { <div class="page">{view}</div> }.into_any()
}

fn page(view: &FairView, reload: Callback<Receipt>) -> AnyView {
    let fair = &view.fair;
    let title = format!("{}, {}", care::code(&fair.kind), day(fair));
    let context = [fair.unit_name.clone(), fair.organiser.clone()];
    let context = context.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let figures = [
        (t(T::Exhibitors).to_owned(), fair.exhibitors),
        (t(T::Seekers).to_owned(), fair.seekers),
        (t(T::Matches).to_owned(), fair.matches),
        (t(T::Advised).to_owned(), view.advised),
    ];
    let figures: Vec<AnyView> = figures.into_iter().map(stat).collect();
    let forms = records().then(|| record::more(fair.id, reload));
    view! {
        {crumbs(vec![(t(T::Fairs).to_owned(), Some("/fairs".to_owned())), (title.clone(), None)])}
        <PageHead title=title context=context/>
        <div class="grid-4 figures">{figures}</div>
        <div class="split">
            <div class="stack">
                {destinations(view)}
                {exhibitors(&view.list)}
                <HistoryList entries=view.history.clone() on_amend=None/>
            </div>
            <div class="stack no-print">{forms}</div>
        </div>
    }
    .into_any()
}

fn stat((label, figure): (String, Figure)) -> AnyView {
    let beside = figure.declared.then(|| {
        format!(
            "{}; {} {}",
            t(T::Declared),
            t(T::Counted),
            format::number(figure.counted)
        )
    });
    view! {
        <div class="card card-pad stat">
            <p class="muted">{label}</p>
            <p class="big">{shown(figure)}</p>
            <p class="muted small">{beside}</p>
        </div>
    }
    .into_any()
}

fn destinations(view: &FairView) -> AnyView {
    let rows: Vec<_> = view
        .by_destination
        .iter()
        .map(|row| view! { <dt>{care::code(&row.destination)}</dt><dd class="num">{shown(row.figure)}</dd> })
        .collect();
    if rows.is_empty() {
        return ().into_any();
    }
    let since =
        (view.matched > 0).then(|| format!("{}: {} / {}", t(T::Departed), view.departed, view.matched));
    view! {
        <section class="card card-pad stack">
            <h2 class="card-title">{t(T::ByDestination)}</h2>
            <dl class="dl">{rows}</dl>
            <p class="muted small">{since}</p>
        </section>
    }
    .into_any()
}

fn exhibitors(list: &[ExhibitorView]) -> AnyView {
    let items: Vec<_> = list.iter().map(exhibitor).collect();
    let content = if items.is_empty() {
        view! { <p class="muted">{t(T::NoExhibitors)}</p> }.into_any()
    } else {
        view! { <ul class="plain-list">{items}</ul> }.into_any()
    };
    view! {
        <section class="card card-pad stack">
            <h2 class="card-title">{t(T::Exhibitors)}</h2>
            {content}
        </section>
    }
    .into_any()
}

fn exhibitor(one: &ExhibitorView) -> AnyView {
    let seats = (one.seats > 0).then(|| format!("{}: {}", t(T::Seats), one.seats));
    view! { <li class="two-lines"><strong>{one.name.clone()}</strong><span>{seats}</span></li> }.into_any()
}
