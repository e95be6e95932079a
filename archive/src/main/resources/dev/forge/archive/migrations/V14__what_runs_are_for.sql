-- The object for which a watch has started a run.
ALTER TABLE runs ADD COLUMN watch jsonb;
