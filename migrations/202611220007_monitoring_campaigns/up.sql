-- Monitoring: campaigns, the sheets of their objects, answers with evidence, and what was published.
CREATE TABLE campaigns (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id), -- whose campaign
    unit_path TEXT NOT NULL,
    template TEXT NOT NULL, -- amur-2020/mms
    template_json TEXT NOT NULL, -- the copy it is scored by, canonical; '' until it opens
    template_hash TEXT NOT NULL,
    pack_version TEXT NOT NULL,
    title TEXT NOT NULL,
    clause TEXT NOT NULL, -- of the template: приложение 6
    period TEXT NOT NULL, -- the year it ends in: 2026
    state TEXT NOT NULL, -- planned | collecting | verifying | published | archived
    collect_from DATE NOT NULL,
    collect_to DATE NOT NULL,
    verify_to DATE NOT NULL,
    publish_on DATE NOT NULL,
    ranks_act_id BIGINT REFERENCES documents (id), -- the act that turns places on
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX campaigns_unit_id_template_period_key ON campaigns (unit_id, template, period);
CREATE INDEX campaigns_owner ON campaigns (unit_path, period, id);

CREATE TABLE sheets (
    id BIGINT NOT NULL PRIMARY KEY,
    campaign_id BIGINT NOT NULL REFERENCES campaigns (id),
    unit_id BIGINT NOT NULL REFERENCES units (id),
    unit_path TEXT NOT NULL,
    unit_name TEXT NOT NULL,
    name_key TEXT NOT NULL, -- folded
    size_group TEXT NOT NULL,
    state TEXT NOT NULL, -- empty | draft | submitted | returned | verified | objected | answered | final
    due_on DATE NOT NULL, -- the day the object has to submit by
    return_reason TEXT NOT NULL,
    left_out_reason TEXT NOT NULL, -- why it is published without this object
    submitted_at BIGINT,
    submitted_by BIGINT,
    verified_at BIGINT,
    verified_by BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX sheets_campaign_id_unit_id_key ON sheets (campaign_id, unit_id);
CREATE INDEX sheets_list ON sheets (campaign_id, name_key, id);
CREATE INDEX sheets_due ON sheets (state, due_on, id);
CREATE INDEX sheets_path ON sheets (unit_path, id);

CREATE TABLE answers (
    id BIGINT NOT NULL PRIMARY KEY,
    sheet_id BIGINT NOT NULL REFERENCES sheets (id),
    no TEXT NOT NULL, -- the indicator's number
    declared TEXT NOT NULL, -- JSON of the object's answer; '' when none
    origin TEXT NOT NULL, -- person | fact
    accepted TEXT NOT NULL, -- JSON of the verifier's own value; '' when the declared one stands
    ruling TEXT NOT NULL, -- '' | accepted | rejected
    ruling_reason TEXT NOT NULL,
    ruled_at BIGINT,
    ruled_by BIGINT,
    remark TEXT NOT NULL, -- what to mend, from the last return
    updated_at BIGINT NOT NULL,
    updated_by BIGINT,
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX answers_sheet_id_no_key ON answers (sheet_id, no);

CREATE TABLE evidence (
    id BIGINT NOT NULL PRIMARY KEY,
    sheet_id BIGINT NOT NULL REFERENCES sheets (id),
    no TEXT NOT NULL,
    document_id BIGINT NOT NULL REFERENCES documents (id),
    title TEXT NOT NULL, -- as frozen at submission
    sha256 TEXT NOT NULL, -- of the file then; '' for a link or before submission
    frozen_at BIGINT,
    added_at BIGINT NOT NULL,
    added_by BIGINT
);
CREATE UNIQUE INDEX evidence_sheet_id_no_document_id_key ON evidence (sheet_id, no, document_id);
CREATE INDEX evidence_document ON evidence (document_id, id);

-- What happened to a sheet, for its history.
CREATE TABLE sheet_events (
    id BIGINT NOT NULL PRIMARY KEY,
    sheet_id BIGINT NOT NULL REFERENCES sheets (id),
    at BIGINT NOT NULL,
    account_id BIGINT,
    no TEXT NOT NULL, -- '' when about the whole sheet
    text TEXT NOT NULL
);
CREATE INDEX sheet_events_sheet ON sheet_events (sheet_id, id);

-- Published results: never changed; a correction is the next revision.
CREATE TABLE publications (
    id BIGINT NOT NULL PRIMARY KEY,
    campaign_id BIGINT NOT NULL REFERENCES campaigns (id),
    revision BIGINT NOT NULL,
    template_hash TEXT NOT NULL,
    mean_percent TEXT NOT NULL, -- exact decimal text; '' when none
    median_percent TEXT NOT NULL,
    reason TEXT NOT NULL, -- why a further revision
    published_at BIGINT NOT NULL,
    published_by BIGINT
);
CREATE UNIQUE INDEX publications_campaign_id_revision_key ON publications (campaign_id, revision);

CREATE TABLE published_objects (
    id BIGINT NOT NULL PRIMARY KEY,
    publication_id BIGINT NOT NULL REFERENCES publications (id),
    unit_id BIGINT NOT NULL,
    unit_path TEXT NOT NULL,
    name TEXT NOT NULL,
    parent_name TEXT NOT NULL,
    size_group TEXT NOT NULL,
    score TEXT NOT NULL, -- decimals as text
    max TEXT NOT NULL,
    percent TEXT NOT NULL, -- '' when max is 0
    band TEXT NOT NULL,
    place BIGINT NOT NULL,
    group_place BIGINT,
    change TEXT NOT NULL, -- of the score against the period before; '' when there is none
    left_out_reason TEXT NOT NULL -- published without figures, for this reason
);
CREATE UNIQUE INDEX published_objects_publication_id_unit_id_key ON published_objects (publication_id, unit_id);
CREATE INDEX published_objects_places ON published_objects (publication_id, place, id);

CREATE TABLE published_scores (
    id BIGINT NOT NULL PRIMARY KEY,
    object_id BIGINT NOT NULL REFERENCES published_objects (id),
    no TEXT NOT NULL,
    criterion TEXT NOT NULL,
    score TEXT NOT NULL, -- '' when not scored
    max TEXT NOT NULL,
    state TEXT NOT NULL, -- scored | absent | rejected | no_answer | not_scored
    rule TEXT NOT NULL,
    why TEXT NOT NULL, -- the sentence
    earns TEXT NOT NULL, -- what would earn the lost points; '' when nothing is lost
    answer TEXT NOT NULL, -- JSON of the winning answer; '' when none
    ground TEXT NOT NULL, -- the verifier's words: why not, or the ground of a judgement
    ruled_by TEXT NOT NULL, -- name of the verifier
    ruled_at BIGINT,
    evidence TEXT NOT NULL -- JSON [{id, title, sha256}]
);
CREATE UNIQUE INDEX published_scores_object_id_no_key ON published_scores (object_id, no);
