-- What modules have left as results. There may be no row of the run yet: it is written when the run has ended.
CREATE TABLE results (
    place            bigint GENERATED ALWAYS AS IDENTITY,
    run_id           text NOT NULL,
    step             text NOT NULL,
    name             text NOT NULL,
    execution        text NOT NULL,
    attempt          integer NOT NULL,
    pipeline         text NOT NULL,
    pipeline_version integer,
    value            jsonb NOT NULL,
    bytes            integer NOT NULL,
    sha256           text NOT NULL,
    kept_at          timestamptz NOT NULL,
    PRIMARY KEY (run_id, step, name)
);

CREATE INDEX results_newest ON results (kept_at DESC, place DESC);
CREATE INDEX results_newest_of_pipeline ON results (pipeline, kept_at DESC, place DESC);
-- A field that equals a value is contained in what has it: of many results, few are read then.
CREATE INDEX results_values ON results USING gin (value jsonb_path_ops);
