-- Jobs are told by their ids, and may be few among a million runs.
CREATE INDEX jobs_last_ended ON runs (closed_at DESC, id COLLATE "C" DESC) WHERE id LIKE 'job.%';
