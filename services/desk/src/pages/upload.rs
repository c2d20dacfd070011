//! Forms with a file in them, as browsers post them (RFC 7578).

use axum::extract::{FromRequest, Multipart, Request};
use bytes::Bytes;

use super::form::Fields;
use crate::{problem::Problem, reader::Reader, state::State};

/// The fields of the form, and the file that came with them.
pub(super) struct Upload {
    pub(super) fields: Fields,
    pub(super) file: File,
}

/// A file as the browser sent it; empty where none was chosen.
#[derive(Default)]
pub(super) struct File {
    pub(super) name: String,
    pub(super) content_type: Option<String>,
    pub(super) bytes: Bytes,
}

impl File {
    /// The file, if one was chosen and there is something in it.
    pub(super) fn chosen(self, reader: Reader) -> Result<Self, Problem> {
        if self.bytes.is_empty() {
            return Err(Problem::lacking(&reader.say("rooms-no-file")).about("file"));
        }
        Ok(self)
    }
}

impl FromRequest<State> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &State) -> Result<Self, Problem> {
        let unreadable = |why: String| Problem::not_understood(&why);
        let parts = Multipart::from_request(request, state).await;
        let mut parts = parts.map_err(|rejection| unreadable(rejection.body_text()))?;
        let mut upload = Self { fields: Fields::default(), file: File::default() };
        while let Some(part) = parts.next_field().await.map_err(|fault| of(&fault))? {
            let name = part.name().unwrap_or_default().to_owned();
            match part.file_name().map(str::to_owned) {
                Some(file_name) => {
                    let content_type = part.content_type().filter(|kind| says_something(kind));
                    let content_type = content_type.map(str::to_owned);
                    let bytes = part.bytes().await.map_err(|fault| of(&fault))?;
                    upload.file = File { name: file_name, content_type, bytes };
                }
                None => upload.fields.0.push((name, part.text().await.map_err(|fault| of(&fault))?)),
            }
        }
        Ok(upload)
    }
}

fn of(fault: &axum::extract::multipart::MultipartError) -> Problem {
    if fault.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        return Problem::too_large();
    }
    Problem::not_understood(&fault.body_text())
}

/// Browsers name what they do not know by these.
fn says_something(content_type: &str) -> bool {
    !matches!(content_type, "" | "application/octet-stream" | "text/plain")
}
