-- jsonb puts fields into an order of its own, and Kubernetes reads the variables of a container in order: one names
-- those before it.
ALTER TABLE pipeline_versions ALTER COLUMN content TYPE json USING CAST(content AS json);
