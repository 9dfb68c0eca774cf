//! Pure decisions about people: names, service, marks, what a form must say.

pub(crate) mod ages;
pub mod between;
pub mod counted;
pub mod courses;
pub mod duplicates;
pub mod education;
pub(crate) mod faults;
pub mod marks;
pub mod names;
pub mod recognise;
pub mod seniority;
pub mod spans;
pub(crate) mod teams;
