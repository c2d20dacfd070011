//! The cookies of this newsroom: named after it, so that two newsrooms on one host do not share them.

use axum::http::{HeaderMap, HeaderValue, header};
use chrono::TimeDelta;

use super::{key::Key, secret::hexadecimal};

/// What one cookie is called, and whether browsers send it over encrypted connections alone.
#[derive(Clone, Debug)]
pub(crate) struct Cookie {
    name: String,
    is_secure: bool,
}

impl Cookie {
    /// A cookie for this purpose. Where the desk is reached by https its name binds it to this host and to encryption
    /// (`__Host-`, RFC 6265bis, section 4.1.3.2).
    pub(super) fn new(key: &Key, purpose: &str, is_secure: bool) -> Self {
        let newsroom = hexadecimal(&key.derived("cookie")[..4]);
        let prefix = if is_secure { "__Host-" } else { "" };
        Self { name: format!("{prefix}dragoman-{newsroom}{purpose}"), is_secure }
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn read<'a>(&self, headers: &'a HeaderMap) -> Option<&'a str> {
        kept(headers, &self.name)
    }

    /// For a `Set-Cookie`: this value, for so long.
    pub(crate) fn set(&self, value: &str, life: TimeDelta) -> HeaderValue {
        let secure = if self.is_secure { "; Secure" } else { "" };
        let cookie = format!(
            "{}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{secure}",
            self.name,
            life.num_seconds()
        );
        HeaderValue::from_str(&cookie).expect("a secret is letters, digits, hyphens and underscores")
    }

    pub(crate) fn cleared(&self) -> HeaderValue {
        self.set("", TimeDelta::zero())
    }
}

/// What a browser keeps under this name.
pub(crate) fn kept<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, value)| (name == wanted).then_some(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_newsrooms_on_one_host_have_different_cookies() {
        let cookies = [7, 8].map(|byte| Cookie::new(&Key::new([byte; 32]), "", false));
        let set = cookies.each_ref().map(|cookie| cookie.set("secret", TimeDelta::hours(1)));
        let pairs = set.each_ref().map(|set| set.to_str().unwrap().split(';').next().unwrap());
        let headers = HeaderMap::from_iter([(header::COOKIE, pairs.join("; ").parse().unwrap())]);
        assert_ne!(pairs[0], pairs[1]);
        assert_eq!(cookies[1].read(&headers), Some("secret"));
        let other = HeaderMap::from_iter([(header::COOKIE, pairs[0].parse().unwrap())]);
        assert_eq!(cookies[1].read(&other), None);
    }

    #[test]
    fn a_cookie_is_for_no_script_and_over_https_for_this_host_alone() {
        let set = |is_secure| {
            let cookie = Cookie::new(&Key::new([7; 32]), "", is_secure);
            cookie.set("x", TimeDelta::hours(1)).to_str().unwrap().to_owned()
        };
        assert!(set(false).ends_with("=x; Path=/; HttpOnly; SameSite=Lax; Max-Age=3600"), "{}", set(false));
        assert!(
            set(true).starts_with("__Host-dragoman-") && set(true).ends_with("; Secure"),
            "{}",
            set(true)
        );
    }
}
