-- By Temporal's clock, as a run's end is: tells which of two that keep results, or end a run, comes later. What was kept before
-- this was known comes before every end; a value of the catalogue alone, so that no row is written anew.
ALTER TABLE results ADD COLUMN asked_at timestamptz NOT NULL DEFAULT '-infinity';
