//! Departures from a list: check every row first, then record what is right.

mod report;
mod source;
pub use source::text_blob;
mod texts;

use hanhtrinh_api::imports::ImportReport;
use web_sys::File;

use self::texts::T;
use crate::client::{new_key, save_blob, saw, upload, upload_for_blob};
use crate::prelude::*;

/// Where the page stands.
#[derive(Clone)]
enum Stage {
    /// A list is asked for.
    Ask,
    /// Rows are being checked, or recorded.
    Busy { recording: bool },
    /// What came out of it.
    Report(Arc<ImportReport>),
    /// It did not work.
    Failed { failure: Failure, recording: bool },
}

/// The list at hand. A file of the browser stays on its thread, hence local storage.
#[derive(Clone, Copy)]
struct List {
    file: RwSignal<Option<File>, LocalStorage>,
    stage: RwSignal<Stage>,
    /// Key of the recording: the same for the same list until it succeeded.
    key: StoredValue<String>,
}

impl List {
    fn take(self, file: File) {
        self.file.set(Some(file));
        self.key.set_value(new_key());
        self.run(false);
    }

    /// Checks or records the list.
    fn run(self, recording: bool) {
        let Some(file) = self.file.get_untracked() else {
            return;
        };
        self.stage.set(Stage::Busy { recording });
        let key = if recording {
            self.key.get_value()
        } else {
            new_key()
        };
        let path = if recording {
            "/imports/departures?dry_run=false"
        } else {
            "/imports/departures?dry_run=true"
        };
        spawn_local(async move {
            let stage = match upload::<ImportReport>(path, &file, &key).await {
                Ok(report) => {
                    if !report.dry_run {
                        saw(report.position);
                    }
                    Stage::Report(Arc::new(report))
                }
                Err(failure) => Stage::Failed { failure, recording },
            };
            self.stage.try_set(stage);
        });
    }

    fn rejects(self) {
        let Some(file) = self.file.get_untracked() else {
            return;
        };
        spawn_local(async move {
            match upload_for_blob("/imports/departures/rejects", &file, &new_key()).await {
                Ok(blob) => save_blob(&blob, t(T::RejectsName)),
                Err(failure) => toast_problem(&failure),
            }
        });
    }

    fn again(self) {
        self.file.set(None);
        self.stage.set(Stage::Ask);
    }
}

/// Departures from a list.
#[component]
pub fn DeparturesListPage() -> impl IntoView {
    let list = List {
        file: RwSignal::new_local(None),
        stage: RwSignal::new(Stage::Ask),
        key: StoredValue::new(String::new()),
    };
    let template = Callback::new(|()| source::save_template());
    let body = move || match list.stage.get() {
        Stage::Ask => source::view(list),
        Stage::Busy { recording } => {
            let words = t(if recording { T::Recording } else { T::Checking });
            view! {
                <div class="card card-pad" role="status">
                    <p>{words}</p>
                    <progress class="progress" aria-label=words></progress>
                </div>
            }
            .into_any()
        }
        Stage::Report(report) => report::view(list, &report),
        Stage::Failed { failure, recording } => {
            let retry = Callback::new(move |()| list.run(recording));
            let again = Callback::new(move |()| list.again());
            view! {
                <ProblemPanel failure=failure retry=retry/>
                <p><Button on_click=again>{t(T::Again)}</Button></p>
            }
            .into_any()
        }
    };
    view! {
        <div class="stack list-page">
            <PageHead title=t(T::Title) context=t(T::Context)>
                <Button on_click=template>{t(T::Template)}</Button>
            </PageHead>
            {live(body)}
        </div>
    }
}
