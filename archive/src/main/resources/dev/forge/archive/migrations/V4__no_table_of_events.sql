-- Nothing wrote it: what happens to a run is told from its record.
DROP TABLE events;
