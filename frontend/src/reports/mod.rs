//! Reports: the published indicators, with what they are percentages of and how they are counted.

mod figures;
mod filters;
mod groups;
mod rows;
mod tally;
mod texts;

pub use rows::ReportRowsPage;
pub use tally::{TallyPage, TallyRowsPage};

use hanhtrinh_domain::indicator::{By, DeparturesReport, StockReport};

use self::filters::{Question, period_name, question, unit_name};
use self::texts::T;
use crate::client::{save_blob, store};
use crate::import::text_blob;
use crate::prelude::*;

/// Departures of a unit in a period, as known on a day.
#[component]
pub fn ReportsPage() -> impl IntoView {
    let question = question();
    let departures = move |by: &str| format!("/reports/departures{}", question.get().query(by, ""));
    let main = load::<DeparturesReport>(move || departures(&question.get().by));
    let months = load::<DeparturesReport>(move || departures("month"));
    let stock = load::<StockReport>(move || {
        let now = question.get();
        let on = if now.as_of.is_empty() {
            today().to_string()
        } else {
            now.as_of.clone()
        };
        format!(
            "/reports/stock{}",
            query_string(&[("unit", &now.unit), ("on", &on), ("as_of", &now.as_of)])
        )
    });
    let print = Callback::new(|()| {
        if let Some(window) = store::window() {
            let _ = window.print();
        }
    });
    let csv = Callback::new(move |()| download(&question.get_untracked(), main));
    let about = move || context(&question.get());
    view! {
        <div class="stack reports">
            <PageHead title=t(T::Title) about=about.into_any()>
                <LinkButton href="/reports/figures">{t(T::Figures)}</LinkButton>
                <Button on_click=csv>{t(T::Csv)}</Button>
                <Button on_click=print>{t(T::Print)}</Button>
            </PageHead>
            {filters::view(question)}
            {past(question)}
            <div class="grid-4 figures">
                {load_view(main, || skeleton_rows(3), move |report: Arc<DeparturesReport>| {
                    figures::view(&question.get_untracked(), &report)
                })}
                <div class="card card-pad stat">
                    {load_view(stock, || skeleton_rows(2), |report: Arc<StockReport>| figures::stock(&report))}
                </div>
            </div>
            <div class="grid-2">
                {load_view(months, || skeleton_rows(6), |report: Arc<DeparturesReport>| groups::months(&report))}
                {load_view(main, || skeleton_rows(6), move |report: Arc<DeparturesReport>| {
                    let now = question.get_untracked();
                    groups::shares(&now, by(&now), &report)
                })}
            </div>
            {load_view(main, || skeleton_rows(6), move |report: Arc<DeparturesReport>| {
                let now = question.get_untracked();
                view! { {groups::table(&now, by(&now), &report)} {figures::how(&report)} }.into_any()
            })}
        </div>
    }
}

fn by(question: &Question) -> By {
    By::parse(&question.by).unwrap_or(By::Market)
}

/// Which unit, which period, known when.
fn context(question: &Question) -> String {
    let mut text = format!(
        "{} · {}",
        unit_name(&question.unit),
        period_name(&question.period)
    );
    if let Some(day) = format::parse_day(&question.as_of) {
        text.push_str(&format!(
            " · {} {}",
            format::lower_first(t(T::AsOf)),
            format::date(day)
        ));
    }
    text
}

/// Says that the figures are those of the past, with the way back.
fn past(question: Memo<Question>) -> AnyView {
    let band = move || {
        let now = question.get();
        let day = format::parse_day(&now.as_of)?;
        let back = Question {
            as_of: String::new(),
            ..now.clone()
        };
        let href = format!("/reports{}", back.query(&back.by, ""));
        let label = format!("{} {}", t(T::AsOf), format::date(day));
        Some(view! { <div class="chips"><RemovableChip label=label href=href tone=Tone::Past/></div> })
    };
    live(band)
}

fn download(question: &Question, main: Load<DeparturesReport>) {
    let Some(report) = main.get_untracked() else {
        return;
    };
    let name = format!(
        "departures_{}_{}_{}_{}.csv",
        question.unit.replace('@', "-"),
        question.period,
        question.by,
        report.as_of
    );
    if let Some(blob) = text_blob(&groups::csv(by(question), &report)) {
        save_blob(&blob, &name);
    }
}
