//! Documents through HTTP: registering with a file, refused files, corrections, cancelling, downloading, scopes.

mod facts;
mod files;
mod registry;
mod setting;
