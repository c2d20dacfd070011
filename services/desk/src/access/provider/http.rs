//! How the provider is asked: by the client that the desk uses for all, within bounds of time and size.

use std::{pin::Pin, time::Duration};

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};

/// What is asked of the provider is little, and it may be far away.
const ANSWERED_WITHIN: Duration = Duration::from_secs(10);

/// The most bytes of an answer of the provider: a set of keys is far smaller.
const ANSWER_BYTES_MOST: usize = 1024 * 1024;

#[derive(Clone, Debug)]
pub(super) struct Http(reqwest::Client);

/// Why the provider gave no answer that can be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unheard {
    #[error(transparent)]
    Http(#[from] reqwest::Error),
    #[error("the answer is too long")]
    TooLong,
    #[error(transparent)]
    Unreadable(#[from] openidconnect::http::Error),
}

impl Http {
    pub(super) fn new() -> Result<Self, reqwest::Error> {
        // One provider of cryptography for the process; whoever was first has set the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .timeout(ANSWERED_WITHIN)
            // What the provider names is where it is: nobody leads the desk elsewhere.
            .redirect(reqwest::redirect::Policy::none());
        client.build().map(Self)
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, Unheard> {
        let mut response = self.0.execute(request.try_into()?).await?;
        let mut answer = openidconnect::http::Response::builder().status(response.status());
        for (name, value) in response.headers() {
            answer = answer.header(name, value);
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            if body.len() + chunk.len() > ANSWER_BYTES_MOST {
                return Err(Unheard::TooLong);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(answer.body(body)?)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = Unheard;
    /// The trait wants a type that can be named.
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Unheard>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}
