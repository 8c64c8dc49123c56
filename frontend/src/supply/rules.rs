//! Every version of every rule, with its effective day and legal reference.

use hanhtrinh_api::Lang;
use hanhtrinh_api::dealings::{RuleView, RulesView};
use hanhtrinh_domain::rules::Grade;

use super::texts::T;
use super::{cell, page, table};
use crate::prelude::*;

const COLUMNS: [(T, bool); 5] = [
    (T::Rule, false),
    (T::From, false),
    (T::Value, true),
    (T::Reference, false),
    (T::Grade, false),
];

/// The rules.
#[component]
pub fn RulesPage() -> AnyView {
    let data = load::<RulesView>(|| "/rules".to_owned());
    let list = load_view(
        data,
        || skeleton_rows(8),
        |answer: Arc<RulesView>| {
            let rows = answer.versions.iter().map(row).collect();
            let versions = table(T::Rules, &COLUMNS, rows, (T::NoRules, T::NoRulesText));
            let missing = (!answer.missing.is_empty()).then(|| {
                let names = answer.missing.join(", ");
                view! { <p class="muted">{t(T::MissingRules)}" "<code>{names}</code></p> }
            });
            view! { <div class="stack">{versions}{missing}</div> }.into_any()
        },
    );
    page("/rules", T::Rules, T::RulesContext, list)
}

fn row(rule: &RuleView) -> AnyView {
    let version = &rule.version;
    let reference = match crate::i18n::lang() {
        Lang::Vi => version.reference_vi().to_owned(),
        Lang::En => version.legal_ref.clone(),
    };
    let grade = match version.grade {
        Grade::A => T::GradeA,
        Grade::B => T::GradeB,
        Grade::C => T::GradeC,
        Grade::Assumed => T::GradeAssumed,
    };
    let mut notes = vec![t(grade)];
    notes.extend(rule.in_force.then(|| t(T::InForce)));
    notes.extend(rule.published.then(|| t(T::Published)));
    let value = version.integer().map_or_else(
        || version.value.to_string(),
        |value| format::number(value.unsigned_abs()),
    );
    view! {
        <tr>
            <th scope="row"><code>{version.id.as_str()}</code></th>
            {cell(T::From, "", format::date(version.effective_on))}
            {cell(T::Value, "num", value)}
            {cell(T::Reference, "", reference)}
            {cell(T::Grade, "small muted", notes.join(" · "))}
        </tr>
    }
    .into_any()
}
