//! What stands where a guide stood before it was renamed.

use gpudock_guide::Page as Guide;
use gpudock_words::Catalogue;
use leptos::prelude::*;

use crate::render::render;

/// A whole file that leads on to the guide: at once where the browser does as it is told, by its link everywhere
/// else. Relative, as everything is.
pub(crate) fn html(guide: &Guide, words: &Catalogue) -> String {
    let to = format!("{}.html", guide.slug);
    let head = render(|| {
        view! {
            <meta charset="utf-8" />
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta name="color-scheme" content="light dark" />
            <meta name="robots" content="noindex" />
            <meta http-equiv="refresh" content=format!("0; url={to}") />
            <title>{guide.title.clone()}</title>
        }
    });
    let body = render(|| {
        view! {
            <main>
                <p>{words.text("site.guides.moved")}" "<a href=to.clone()>{guide.title.clone()}</a></p>
            </main>
        }
    });
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\"><head>{head}</head><body>{body}</body></html>\n",
        guide.lang.tag()
    )
}

#[cfg(test)]
mod tests {
    use gpudock_words::Lang;

    use super::*;

    #[test]
    fn a_former_address_leads_to_the_new_one() {
        let guides = crate::translations::tests::guide("x\n", "0");
        for guide in &guides {
            let html = html(guide, &Catalogue::of(guide.lang));
            assert!(
                html.contains("content=\"0; url=t.html\"") && html.contains("href=\"t.html\""),
                "{html}"
            );
            assert!(html.contains(&format!("lang=\"{}\"", guide.lang.tag())), "{html}");
        }
        assert_eq!(guides.len(), Lang::all().count());
    }
}
