//! Members: who belongs to the newsroom.

use clap::{Subcommand, ValueEnum};
use contract::{Language, MemberId, Role, member::Membership};
use desk::{
    api::bodies::{Languages, MadeInvitation, NewInvitation, NewMember, Roles, Rows},
    board::MemberRow,
};

use super::{
    failure::Failure,
    session::Session,
    table::{Table, line},
    words::tags,
};
use crate::entrance::leads_here;

#[derive(Subcommand)]
pub(crate) enum Member {
    /// List who belongs to the newsroom
    List,
    /// Take in a member
    Add {
        /// The name of the member in commands: a-z, 0-9 and hyphens
        member: MemberId,
        /// The name that stands under the member's work
        #[arg(long)]
        name: String,
        /// What the member may do; several are separated by commas
        #[arg(long = "role", value_name = "ROLE", value_delimiter = ',', required = true)]
        roles: Vec<MemberRole>,
        /// The languages that the member works in [default: any]
        #[arg(long = "language", value_name = "LANGUAGE", value_delimiter = ',')]
        languages: Vec<Language>,
    },
    /// Print a link with which a member comes in at the desk, once, and chooses a password; it lasts seven days
    Invite {
        /// The name of the member in commands
        member: MemberId,
        /// The address of the member's account at the newsroom's provider, by which they are recognised
        #[arg(long)]
        email: Option<String>,
    },
    /// Say anew what a member may do
    Roles {
        /// The name of the member in commands
        member: MemberId,
        /// What the member may do; several are separated by commas
        #[arg(long = "role", value_name = "ROLE", value_delimiter = ',', required = true)]
        roles: Vec<MemberRole>,
    },
    /// Say anew which languages a member works in
    Languages {
        /// The name of the member in commands
        member: MemberId,
        /// The languages; several are separated by commas [default: any]
        #[arg(long = "language", value_name = "LANGUAGE", value_delimiter = ',')]
        languages: Vec<Language>,
    },
}

/// What a member can be given; the role of a service is not for members.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum MemberRole {
    /// Claims, translates, submits
    Translator,
    /// Commissions, reviews, approves, publishes
    Editor,
    /// Sets up sources, policies and members
    Administrator,
    /// Leads the desk: sees the figures of its people
    Head,
}

impl From<MemberRole> for Role {
    fn from(role: MemberRole) -> Self {
        match role {
            MemberRole::Translator => Self::Translator,
            MemberRole::Editor => Self::Editor,
            MemberRole::Administrator => Self::Administrator,
            MemberRole::Head => Self::Head,
        }
    }
}

const HERE_ONLY: &str = "This link leads in on this machine only. For others, start `up` with --listen, and with --public-address where \
                         they find the desk by a name.";

pub(super) async fn run(session: &Session, member: Member) -> Result<(), Failure> {
    match member {
        Member::List => list(session).await,
        Member::Add { member, name, roles, languages } => {
            let roles = roles.into_iter().map(Role::from).collect();
            let membership = Membership { name, roles, languages: languages.into_iter().collect() };
            let answer = session.desk.post("/api/members", &NewMember { id: member, membership }).await?;
            session.print(&answer, |row: MemberRow| {
                format!("{} belongs to the newsroom: {}", row.id, roles_of(&row))
            })
        }
        Member::Invite { member, email } => {
            let path = format!("/api/members/{member}/invitations");
            let answer = session.desk.post(&path, &NewInvitation { email }).await?;
            let made: MadeInvitation = answer.read()?;
            session.print_either(|| made.link.clone(), || answer.json().to_owned())?;
            if leads_here(&made.link) { session.hint(HERE_ONLY) } else { Ok(()) }
        }
        Member::Roles { member, roles } => {
            let roles = Roles { roles: roles.into_iter().map(Role::from).collect() };
            let answer = session.desk.put(&format!("/api/members/{member}/roles"), &roles).await?;
            session.print(&answer, |row: MemberRow| format!("{}: {}", row.id, roles_of(&row)))
        }
        Member::Languages { member, languages } => {
            let languages = Languages { languages: languages.into_iter().collect() };
            let answer = session.desk.put(&format!("/api/members/{member}/languages"), &languages).await?;
            session.print(&answer, |row: MemberRow| format!("{}: {}", row.id, languages_of(&row)))
        }
    }
}

async fn list(session: &Session) -> Result<(), Failure> {
    let answer = session.desk.get_all("/api/members").await?;
    session.print(&answer, |list: Rows<MemberRow>| {
        let row = |row: &MemberRow| {
            [row.id.to_string(), line(&row.membership.name), roles_of(row), languages_of(row)]
        };
        Table::new(["MEMBER", "NAME", "ROLES", "LANGUAGES"], list.rows.iter().map(row)).to_string()
    })
}

fn languages_of(row: &MemberRow) -> String {
    let languages = &row.membership.languages;
    if languages.is_empty() { "any".to_owned() } else { tags(languages) }
}

fn roles_of(row: &MemberRow) -> String {
    row.membership.roles.iter().map(|role| role.name()).collect::<Vec<_>>().join(", ")
}
