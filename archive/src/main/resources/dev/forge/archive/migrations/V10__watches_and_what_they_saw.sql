-- The watches of buckets. One that is deleted stays: it goes on counting its versions when it is made anew.
CREATE TABLE watches (
    name          text PRIMARY KEY,
    version       integer NOT NULL,
    content       json NOT NULL,
    paused        boolean NOT NULL DEFAULT false,
    made_at       timestamptz NOT NULL,
    deleted_at    timestamptz,
    -- Of the listing that is under way: the last key that it has seen and how many; no key at its beginning.
    place         text,
    listing_began timestamptz,
    listing_seen  bigint NOT NULL DEFAULT 0,
    -- Of the last one that came to its end.
    polled_at     timestamptz,
    poll_ms       bigint,
    listed        bigint,
    next_poll_at  timestamptz NOT NULL,
    -- While something keeps it from its work.
    failure       json,
    failing_since timestamptz,
    failures      integer NOT NULL DEFAULT 0
);

-- Every object version that a watch was told of, once, for good: what says that its run has been started.
CREATE TABLE sightings (
    number        bigint GENERATED ALWAYS AS IDENTITY,
    watch         text NOT NULL REFERENCES watches,
    bucket        text NOT NULL,
    key           text NOT NULL,
    version       text NOT NULL,
    size          bigint NOT NULL,
    last_modified timestamptz NOT NULL,
    seen_at       timestamptz NOT NULL,
    due_at        timestamptz NOT NULL,
    state         text NOT NULL,
    reason        text,
    run_id        text NOT NULL,
    started_at    timestamptz,
    PRIMARY KEY (watch, bucket, key, version)
);

CREATE INDEX sightings_due ON sightings (watch, due_at, number) WHERE state = 'PENDING';
CREATE INDEX sightings_newest ON sightings (watch, number DESC);
CREATE INDEX sightings_newest_in_state ON sightings (watch, state, number DESC);
