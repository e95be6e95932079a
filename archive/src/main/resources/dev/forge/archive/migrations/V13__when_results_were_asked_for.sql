-- By Temporal's clock, as a run's end is: tells which of two that keep results, or end a run, comes later.
ALTER TABLE results ADD COLUMN asked_at timestamptz;
UPDATE results SET asked_at = kept_at;
ALTER TABLE results ALTER COLUMN asked_at SET NOT NULL;
