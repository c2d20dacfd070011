//! The way in for the first administrator, while nobody can sign in yet.

use std::time::Duration;

use anyhow::Context;
use chrono::TimeDelta;
use contract::MemberId;
use desk::{
    Key,
    api::bodies::{MadeInvitation, NewInvitation},
};
use journal::Log;
use reqwest::{Client, StatusCode};
use runtime::clock;

const ANSWERED_WITHIN: Duration = Duration::from_secs(30);

/// The clocks of desk and `up` are the same one.
const TOKEN: TimeDelta = TimeDelta::minutes(5);

/// A link for this member, unless somebody can sign in already, or there is no such member.
pub(super) async fn link(
    log: &Log,
    desk: &str,
    key: &Key,
    member: &MemberId,
) -> anyhow::Result<Option<String>> {
    if desk::access::somebody_can_sign_in(log).await? {
        return Ok(None);
    }
    let client = Client::builder().no_proxy().timeout(ANSWERED_WITHIN).build()?;
    let request = client.post(format!("{desk}/api/members/{member}/invitations"));
    let request =
        request.bearer_auth(key.token(member, clock::now() + TOKEN)).json(&NewInvitation::default());
    let answer = request.send().await.context("the desk does not answer")?;
    if matches!(answer.status(), StatusCode::NOT_FOUND | StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) {
        return Ok(None);
    }
    let made: MadeInvitation = answer.error_for_status()?.json().await?;
    Ok(Some(made.link))
}
