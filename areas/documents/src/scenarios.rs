//! Documents through HTTP: registering with a file, refused files, corrections, cancelling, downloading, scopes.

mod facts;
mod files;
mod journal;
mod life;
mod links;
mod parts;
mod registry;
mod required;
mod setting;
mod shelves;
