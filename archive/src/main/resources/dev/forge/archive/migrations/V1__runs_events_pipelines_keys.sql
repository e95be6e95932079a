-- Text that is contained in something is found by its trigrams. A trusted extension: whoever may create in this
-- database may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- One row a run: its newest execution, as it was recorded last.
CREATE TABLE runs (
    id                   text PRIMARY KEY,
    key                  text NOT NULL,
    execution            text NOT NULL,
    execution_started_at timestamptz NOT NULL,
    revision             bigint NOT NULL,
    pipeline             text NOT NULL,
    pipeline_version     integer,
    state                text NOT NULL,
    reason               text,
    waiting              jsonb,
    failure              jsonb,
    started_at           timestamptz NOT NULL,
    ended_at             timestamptz,
    scheduled_by         text,
    labels               jsonb NOT NULL,
    parameters           jsonb NOT NULL,
    -- The id and the labels' values, a line each.
    searched             text NOT NULL,
    -- When it reached a final state; of one that does not say when it ended, its start.
    closed_at            timestamptz GENERATED ALWAYS AS (
        CASE WHEN state IN ('SUCCEEDED', 'FAILED', 'CANCELED') THEN coalesce(ended_at, started_at) END) STORED,
    duration_ms          bigint GENERATED ALWAYS AS (
        CAST(floor(extract(epoch FROM ended_at - started_at) * 1000) AS bigint)) STORED
);

CREATE INDEX runs_newest ON runs (started_at DESC, id DESC);
CREATE INDEX runs_newest_of_pipeline ON runs (pipeline, started_at DESC, id DESC);
CREATE INDEX runs_newest_in_state ON runs (state, started_at DESC, id DESC);
CREATE INDEX runs_newest_of_pipeline_in_state ON runs (pipeline, state, started_at DESC, id DESC);
CREATE INDEX runs_closed ON runs (closed_at);
CREATE INDEX runs_duration ON runs (duration_ms);
CREATE INDEX runs_labels ON runs USING gin (labels jsonb_path_ops);
CREATE INDEX runs_searched ON runs USING gin (searched gin_trgm_ops);

-- In the order of the pipeline.
CREATE TABLE steps (
    run_id           text NOT NULL REFERENCES runs ON DELETE CASCADE,
    position         integer NOT NULL,
    name             text NOT NULL,
    kind             text NOT NULL,
    image            text NOT NULL,
    state            text NOT NULL,
    retries          integer NOT NULL,
    retry_limit      integer NOT NULL,
    disruptions      integer NOT NULL,
    disruption_limit integer NOT NULL,
    waiting          jsonb,
    output           text NOT NULL,
    PRIMARY KEY (run_id, position)
);

-- Oldest first. Executions number alike: a position, not the number, tells two attempts of a step apart.
CREATE TABLE attempts (
    run_id      text NOT NULL,
    step        integer NOT NULL,
    position    integer NOT NULL,
    number      integer NOT NULL,
    name        text NOT NULL,
    execution   text,
    counts      text NOT NULL,
    memory      text,
    launched_at timestamptz NOT NULL,
    started_at  timestamptz,
    ended_at    timestamptz,
    failure     jsonb,
    PRIMARY KEY (run_id, step, position),
    FOREIGN KEY (run_id, step) REFERENCES steps ON DELETE CASCADE
);

CREATE INDEX attempts_retries ON attempts (launched_at) WHERE counts = 'RETRY';

-- What of the rows above falls on a day (UTC), counted as they are written and deleted: a million rows are not counted
-- within a request.
CREATE TABLE tallies (
    day       date NOT NULL,
    pipeline  text NOT NULL,
    succeeded bigint NOT NULL,
    failed    bigint NOT NULL,
    retried   bigint NOT NULL,
    PRIMARY KEY (day, pipeline)
);

-- Of runs that may have no row yet.
CREATE TABLE events (
    run_id  text NOT NULL,
    seq     bigint NOT NULL,
    kind    text NOT NULL,
    key     text NOT NULL,
    at      timestamptz NOT NULL,
    payload jsonb NOT NULL,
    PRIMARY KEY (run_id, seq),
    UNIQUE (run_id, key)
);

CREATE TABLE pipelines (
    name       text PRIMARY KEY,
    latest     integer NOT NULL,
    deleted_at timestamptz
);

-- These outlive the pipeline's deletion.
CREATE TABLE pipeline_versions (
    name    text NOT NULL REFERENCES pipelines,
    version integer NOT NULL,
    content jsonb NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (name, version)
);

CREATE TABLE idempotency_keys (
    key        text PRIMARY KEY,
    digest     text NOT NULL,
    run_id     text NOT NULL,
    expires_at timestamptz NOT NULL
);

CREATE INDEX idempotency_keys_expiry ON idempotency_keys (expires_at);
