//! The screenshots of all pages on one page, to be looked at.

use std::fmt::Write;

use crate::{table::Page, tools, visit::Language};

/// Writes index.html beside the screenshots.
pub fn index(pages: impl Iterator<Item = &'static Page>) {
    let mut html = String::from(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Pages of the desk</title>\
         <style>body { font: 14px system-ui } div { display: flex; gap: 8px; align-items: start; overflow-x: auto } \
         img { max-height: 480px; border: 1px solid #888 }</style><h1>Pages of the desk</h1>\n",
    );
    for page in pages {
        writeln!(html, "<h2>{} <small>{} {}</small></h2>", page.name, page.path, page.who).unwrap();
        for language in Language::ALL {
            html.push_str("<div>");
            for width in ["desktop", "phone"] {
                for look in ["light", "dark"] {
                    let file = format!("{}-{look}-{}-{width}.png", page.name, language.tag());
                    write!(
                        html,
                        "<a href=\"{file}\"><img src=\"{file}\" alt=\"{file}\" loading=\"lazy\"></a>"
                    )
                    .unwrap();
                }
            }
            html.push_str("</div>\n");
        }
    }
    std::fs::write(tools::folder("shots").join("index.html"), html).unwrap();
}
