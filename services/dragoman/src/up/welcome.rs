//! What `up` says when the newsroom is ready: where it is, and what to try.

use std::fmt;

use super::listen::USUAL;
use crate::place::Folder;

/// There is no secret in it but the invitation, which works once.
pub(crate) struct Welcome {
    pub(super) desk: String,
    pub(super) nats: String,
    pub(super) folder: Folder,
    /// How this program was called, so that what is shown can be copied.
    pub(super) program: String,
    pub(super) is_demonstration: bool,
    /// Whether it is not where people are used to find it.
    pub(super) is_elsewhere: bool,
    /// Whether anybody may be anybody.
    pub(super) one_click: bool,
    /// The link for the administrator, while nobody can sign in yet.
    pub(super) invitation: Option<String>,
}

impl fmt::Display for Welcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "The newsroom is running.\n")?;
        writeln!(f, "  Desk    {}/", self.desk)?;
        writeln!(f, "  NATS    {}", self.nats)?;
        writeln!(f, "  Folder  {}\n", self.folder.path.display())?;
        if self.is_elsewhere {
            writeln!(
                f,
                "Another program has port {}, so the desk is at another address this time: links that were given out lead\nnowhere until it is back. To say where it listens: --listen 127.0.0.1:PORT\n",
                USUAL.port()
            )?;
        }
        self.way_in(f)?;
        if self.is_demonstration { self.demonstration(f) } else { self.own(f) }?;
        write!(f, "\nCtrl-C stops everything; `up` again carries on.")
    }
}

impl Welcome {
    fn way_in(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.one_click {
            return writeln!(f, "At the desk you are whoever you like, by one click.\n");
        }
        if let Some(link) = &self.invitation {
            writeln!(
                f,
                "Nobody can sign in yet. The administrator comes in by this link, once, within seven days:\n"
            )?;
            writeln!(f, "  {link}\n")?;
        }
        if self.is_demonstration {
            writeln!(
                f,
                "This is a demonstration. One comes in by one click with --demo, while the desk listens on this machine alone.\n"
            )?;
        }
        Ok(())
    }

    fn demonstration(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "It has sample articles in Arabic and five members: salma and yusuf translate, edith edits,"
        )?;
        writeln!(f, "omar does both, adam edits and administers. To try in another terminal:\n")?;
        self.tries(
            f,
            &[
                ("inbox --as edith", "what came in"),
                ("queue --as salma", "what waits for a translator"),
                ("claim ID --as salma", "take one, by the ID that the queue shows"),
                ("show ID --as salma", "read it, with all its words"),
            ],
        )
    }

    fn own(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "In another terminal, with the id of a member behind --as:\n")?;
        self.tries(
            f,
            &[
                ("member add --help", "how to take in a member"),
                ("member invite ID --as admin", "a link by which a member comes in at the desk"),
                ("source add --help", "how to register a source"),
                ("health", "which services answer"),
            ],
        )?;
        writeln!(
            f,
            "\nFor a demonstration with articles and people to be: `up --demo --data FOLDER`, with another folder."
        )
    }

    fn tries(&self, f: &mut fmt::Formatter<'_>, tries: &[(&str, &str)]) -> fmt::Result {
        let data = if self.folder.is_default {
            String::new()
        } else {
            format!("--data {} ", for_shell(&self.folder.path.to_string_lossy()))
        };
        let commands: Vec<_> =
            tries.iter().map(|(what, _)| format!("{} {data}{what}", self.program)).collect();
        let width = commands.iter().map(String::len).max().unwrap_or_default();
        for (command, (_, why)) in commands.iter().zip(tries) {
            writeln!(f, "  {command:width$}  {why}")?;
        }
        Ok(())
    }
}

/// Quoted where a shell would read it otherwise.
fn for_shell(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+=:,@".contains(c);
    if path.chars().all(plain) { path.to_owned() } else { format!("'{}'", path.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_can_be_copied() {
        let folder = Folder { path: "/tmp/room".into(), is_default: false };
        let (desk, nats) = ("http://127.0.0.1:4280".to_owned(), "nats://127.0.0.1:4222".to_owned());
        let welcome = Welcome {
            desk,
            nats,
            folder,
            program: "target/release/dragoman".to_owned(),
            is_demonstration: true,
            is_elsewhere: false,
            one_click: true,
            invitation: None,
        };
        let shown = welcome.to_string();
        assert!(shown.contains("\n  target/release/dragoman --data /tmp/room queue --as salma "), "{shown}");
        assert_eq!(for_shell("/tmp/Salma's room"), r"'/tmp/Salma'\''s room'");
        assert!(shown.contains("  Desk    http://127.0.0.1:4280/\n"), "{shown}");
        assert!(shown.contains("by one click"), "{shown}");
        assert!(!shown.contains("another address"), "{shown}");
        let invitation = Some("http://127.0.0.1:4280/invitation/x".to_owned());
        let own =
            Welcome { is_demonstration: false, is_elsewhere: true, one_click: false, invitation, ..welcome }
                .to_string();
        assert!(
            own.contains("\n  http://127.0.0.1:4280/invitation/x\n") && own.contains("up --demo"),
            "{own}"
        );
        assert!(
            own.contains("Another program has port 4280") && !own.contains("This is a demonstration"),
            "{own}"
        );
    }
}
