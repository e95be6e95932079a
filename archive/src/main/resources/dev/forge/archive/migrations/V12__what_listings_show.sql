-- A listing goes on by its store's own token where no key tells the place, and leaves out what is no object.
ALTER TABLE watches
    ADD COLUMN place_token      text,
    ADD COLUMN listing_left_out bigint NOT NULL DEFAULT 0,
    ADD COLUMN left_out         bigint NOT NULL DEFAULT 0,
    -- Until a listing of what it looks at has come to its end; only then can be told what was there before.
    ADD COLUMN first_listing    boolean NOT NULL DEFAULT true;
UPDATE watches SET first_listing = polled_at IS NULL;

-- What a listing shows is the present version, whatever its time says. One that was taken for replaced, or that its watch did
-- not look at any more, is again to start its run when it is shown once more.
ALTER TABLE sightings
    ADD COLUMN shown_at   timestamptz,
    ADD COLUMN may_return boolean NOT NULL DEFAULT false;
UPDATE sightings SET may_return = true
WHERE state = 'SKIPPED' AND reason = 'it was replaced by a newer version before its run was started';

-- Of what is pending, what could not be started when that was tried.
CREATE INDEX sightings_postponed ON sightings (watch, due_at, number) WHERE state = 'PENDING' AND reason IS NOT NULL;
