-- Results of evaluation procedures (ВПР, ОГЭ, ЕГЭ, municipal works) of a school as aggregates: never a pupil.
CREATE TABLE procedure_results (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    unit_path TEXT NOT NULL,
    kind TEXT NOT NULL, -- vpr | oge | ege | municipal | other
    period TEXT NOT NULL, -- the year the school year ends in
    subject TEXT NOT NULL,
    subject_key TEXT NOT NULL, -- folded
    grade BIGINT NOT NULL, -- 1 … 12; 0: not named
    participants BIGINT NOT NULL,
    mean TEXT NOT NULL, -- mean points or mark, decimal; may be empty
    passed TEXT NOT NULL, -- percent of those who coped; may be empty
    quality TEXT NOT NULL, -- percent of «4» and «5»; may be empty
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    updated_by BIGINT REFERENCES accounts (id), -- none: a command
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX procedure_results_key ON procedure_results (unit_id, kind, period, subject_key, grade);
CREATE INDEX procedure_results_unit ON procedure_results (unit_path, period, id);
