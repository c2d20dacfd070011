//! What is done on a page before it is looked at: what is closed is opened, and what comes by itself is there.

use serde_json::json;

use crate::window::Window;

#[derive(Clone, Copy, Debug)]
pub enum First {
    Nothing,
    /// The dialog of keys.
    Keys,
    /// The question before a claim ends. That it comes by itself is a test of its own (`claim.rs`).
    Ending,
    /// All that the workbench may have to tell: why the claim is over, that the source has changed, what is not saved.
    Telling,
    /// A token is made, which is shown once.
    Token,
    /// Somebody is to be taken in under a name that cannot be one.
    Flawed,
}

const TELL: &str = "
    const [news, alert, unsaved] = ['news', 'alert', 'unsaved'].map((id) => document.getElementById(id));
    alert.innerHTML = news.innerHTML;
    unsaved.textContent = news.textContent;
    news.hidden = alert.hidden = false;";

impl First {
    /// The page that answers, where it is a refusal: where it is, and its status.
    pub const fn refused(self) -> Option<(&'static str, u64)> {
        match self {
            Self::Flawed => Some(("/people", 422)),
            Self::Nothing | Self::Keys | Self::Ending | Self::Telling | Self::Token => None,
        }
    }

    pub async fn on(self, window: &Window) {
        match self {
            Self::Nothing => {}
            Self::Keys => {
                window.press(&["?"]).await;
                window.see("#keys[open]").await;
            }
            Self::Ending => {
                window.run("document.getElementById('ending').showModal()", json!([])).await;
            }
            Self::Telling => {
                window.run(TELL, json!([])).await;
            }
            Self::Token => {
                window.click(".other-way > summary").await;
                window.write("#token-name", "CSV").await;
                window.press(&["Enter"]).await;
                window.see("#made").await;
            }
            Self::Flawed => {
                window.write("#name", "Mariam").await;
                window.write("#id", "Mariam!").await;
                window.press(&["Control+Enter"]).await;
                window.see("#id[aria-invalid]:focus").await;
            }
        }
    }
}
