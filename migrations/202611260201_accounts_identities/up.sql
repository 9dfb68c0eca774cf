-- Accounts that may be entered through an identity provider, and the ways of browsers to it and back.
CREATE TABLE provider_identities (
    id BIGINT NOT NULL PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    issuer TEXT NOT NULL, -- whose identity it is: an address
    subject TEXT NOT NULL, -- the person at this issuer
    name TEXT NOT NULL, -- as the provider called them when it was linked; may be empty
    linked_at BIGINT NOT NULL,
    used_at BIGINT -- the last sign-in through it
);
CREATE UNIQUE INDEX provider_identities_issuer_subject_key ON provider_identities (issuer, subject);
CREATE UNIQUE INDEX provider_identities_account_issuer_key ON provider_identities (account_id, issuer);

CREATE TABLE provider_journeys (
    id BIGINT NOT NULL PRIMARY KEY,
    token_hash TEXT NOT NULL, -- sha256 of the cookie
    account_id BIGINT REFERENCES accounts (id), -- whose account is to be linked; none: a sign-in
    state TEXT NOT NULL, -- comes back beside the code
    nonce TEXT NOT NULL, -- comes back inside the claim
    verifier TEXT NOT NULL, -- shown for the code
    back_to TEXT NOT NULL, -- where the person wanted
    carried TEXT NOT NULL, -- the signed form of a session that ended; may be empty
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE UNIQUE INDEX provider_journeys_token_hash_key ON provider_journeys (token_hash);
CREATE INDEX provider_journeys_expiry ON provider_journeys (expires_at, id);
