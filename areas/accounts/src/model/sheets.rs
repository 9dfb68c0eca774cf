//! A printed sheet of one-time codes, and whom it invites.

use access::{AccountId, Role};
use db::Moment;

use super::{Name, State};

db::id! {
    /// A sheet of invitations.
    SheetId
}

/// A sheet as stored.
#[derive(Debug, Clone)]
pub struct InvitationSheet {
    /// Its id.
    pub id: SheetId,
    /// The organisation.
    pub unit: i64,
    /// Its path.
    pub unit_path: String,
    /// The last time its codes were made anew.
    pub printed_at: Moment,
    /// The last instant of its codes.
    pub until: Moment,
    /// Whether its codes were ended by hand.
    pub is_closed: bool,
}

/// Somebody on a sheet.
#[derive(Debug, Clone)]
pub struct OnSheet {
    /// The account made for them.
    pub account: AccountId,
    /// What they type to sign in.
    pub login: String,
    /// Who it is.
    pub name: Name,
    /// «учитель математики»
    pub post: String,
    /// The role the sheet gave besides «Педагог».
    pub role: Option<Role>,
    /// Whether they have signed in.
    pub state: State,
    /// Whether somebody gave the account more than the sheet did: no paper code opens that.
    pub is_raised: bool,
}

/// What is printed for one person: the code stands here and on paper only.
pub struct Slip {
    /// Who it is.
    pub name: Name,
    /// «учитель математики»
    pub post: String,
    /// The role the sheet gives besides «Педагог».
    pub role: Option<Role>,
    /// What they type to sign in.
    pub login: String,
    /// The code.
    pub code: String,
}

/// An account to be made from a card.
#[derive(Debug, Clone)]
pub struct NewOnSheet {
    /// The card.
    pub person: i64,
    /// Who it is.
    pub name: Name,
    /// «учитель математики»
    pub post: String,
    /// The role to be given besides «Педагог».
    pub role: Option<Role>,
}
