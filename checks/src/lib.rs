//! Whole-house tests: what holds for the repository as a whole and no single crate can see.
//! Nothing is exported; every module is compiled for tests only.

#[cfg(test)]
mod access_matrix;
#[cfg(test)]
mod api;
#[cfg(test)]
mod bucket;
#[cfg(test)]
mod demo;
#[cfg(test)]
mod differential;
#[cfg(test)]
mod divisions;
#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod headers;
#[cfg(test)]
mod mergers;
#[cfg(test)]
mod papers;
#[cfg(test)]
mod paths;
#[cfg(test)]
mod reminders;
#[cfg(test)]
mod results;
#[cfg(test)]
mod routes;
#[cfg(test)]
mod rush;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod statements;
#[cfg(test)]
mod step_up;
#[cfg(test)]
mod stored;
#[cfg(test)]
mod tables;
#[cfg(test)]
mod tidy;
#[cfg(test)]
mod walks;
#[cfg(test)]
mod wire;
