-- Runs that have ended are listed by their end, the last first; of those that ended at once by the bytes of their ids,
-- whatever the database's collation is.
CREATE INDEX runs_last_ended ON runs (closed_at DESC, id COLLATE "C" DESC);
CREATE INDEX runs_last_ended_of_pipeline ON runs (pipeline, closed_at DESC, id COLLATE "C" DESC);
CREATE INDEX runs_last_ended_in_state ON runs (state, closed_at DESC, id COLLATE "C" DESC);
DROP INDEX runs_closed;
