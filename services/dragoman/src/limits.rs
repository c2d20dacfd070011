//! How often one may ask the desk.

use std::num::NonZeroU32;

use clap::Args;
use desk::limits::Limits;

#[derive(Args)]
pub(crate) struct Often {
    /// How many requests a member may send in a minute
    #[arg(long, env = "DRAGOMAN_REQUESTS_PER_MINUTE", value_name = "COUNT", default_value_t = Limits::default().member)]
    requests_per_minute: NonZeroU32,
    /// How many requests in a minute may come from one address without a token that is good
    #[arg(long, env = "DRAGOMAN_STRANGERS_REQUESTS_PER_MINUTE", value_name = "COUNT", default_value_t = Limits::default().stranger)]
    strangers_requests_per_minute: NonZeroU32,
}

impl Often {
    pub(crate) fn limits(&self) -> Limits {
        Limits { member: self.requests_per_minute, stranger: self.strangers_requests_per_minute }
    }
}
