-- How many runs have a label or a text decides between two ways of listing them: by its index, or the last to end one
-- after the other until enough have it. With the usual hundred samples one rare label in fifty seems to be on every
-- hundredth run, and a list of its runs took 120 ms with a million of them.
ALTER TABLE runs ALTER COLUMN labels SET STATISTICS 1000, ALTER COLUMN searched SET STATISTICS 1000;
