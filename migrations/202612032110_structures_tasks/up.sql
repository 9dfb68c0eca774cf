-- Tasks of the network: done together by structures of any level, several of which may lead.
CREATE TABLE structure_tasks (
    id BIGINT NOT NULL PRIMARY KEY,
    -- Who began it.
    structure_id BIGINT NOT NULL REFERENCES structures (id),
    title TEXT NOT NULL,
    -- The act it rests on, in words; may be empty.
    ground TEXT NOT NULL,
    due_on DATE,
    -- planned, going, done, dropped
    state TEXT NOT NULL,
    -- What came of it, or why it was dropped.
    result TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX structure_tasks_structure ON structure_tasks (structure_id, id);

CREATE TABLE structure_task_sides (
    id BIGINT NOT NULL PRIMARY KEY,
    task_id BIGINT NOT NULL REFERENCES structure_tasks (id),
    structure_id BIGINT NOT NULL REFERENCES structures (id),
    is_leading BOOLEAN NOT NULL,
    -- What this side does; may be empty.
    part TEXT NOT NULL
);
CREATE UNIQUE INDEX structure_task_sides_pair ON structure_task_sides (task_id, structure_id);
CREATE INDEX structure_task_sides_structure ON structure_task_sides (structure_id, task_id, id);
