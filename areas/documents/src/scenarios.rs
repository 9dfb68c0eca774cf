//! Documents through HTTP: registering with a file, refused files, corrections, cancelling, downloading, scopes.

mod above;
mod act_marks;
mod circulated;
mod disposal;
mod entered;
mod facts;
mod files;
mod finding;
mod journal;
mod life;
mod links;
mod parts;
mod registry;
mod required;
mod sections;
mod setting;
mod shares;
mod shelves;
mod visas;
