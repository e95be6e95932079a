-- What was changed of a run's steps while it was open, oldest first.
ALTER TABLE runs ADD COLUMN changes jsonb NOT NULL DEFAULT '[]';
