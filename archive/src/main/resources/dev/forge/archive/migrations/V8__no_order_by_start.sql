-- Runs are listed by their end alone; those of a time of start are still looked for.
DROP INDEX runs_newest;
DROP INDEX runs_newest_of_pipeline;
DROP INDEX runs_newest_in_state;
DROP INDEX runs_newest_of_pipeline_in_state;
CREATE INDEX runs_started ON runs (started_at);

-- A run is written once, when it ends. What is not sorted in at once is searched row by row by whoever asks before the
-- next vacuum: with 50,000 rows some 40 ms.
ALTER INDEX runs_labels SET (fastupdate = off);
ALTER INDEX runs_searched SET (fastupdate = off);
SELECT gin_clean_pending_list('runs_labels'), gin_clean_pending_list('runs_searched');
