//! The code of the QR requisite: a document of the registry, stamped, so that nobody finds one by counting.

use web::House;

use crate::DocumentId;

/// What the stamp is for.
const PAPER: &str = "paper";

/// The address, without the house's own, where a reader checks the paper.
pub fn check_path(house: &House, document: DocumentId) -> String {
    format!("/check/{}", house.signer.short(PAPER, document.0))
}

/// The document of a code, if the code is ours.
pub fn of_code(house: &House, code: &str) -> Option<DocumentId> {
    house.signer.open_short(PAPER, code).map(DocumentId)
}
