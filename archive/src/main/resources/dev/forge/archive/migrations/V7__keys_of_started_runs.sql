-- Whether the key's run is known to have been started: one that has been, and that nobody knows any more, is not started
-- again. Of older keys it is not known.
ALTER TABLE idempotency_keys ADD COLUMN started boolean NOT NULL DEFAULT false;
