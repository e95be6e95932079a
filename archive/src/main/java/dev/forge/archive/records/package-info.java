/**
 * Records of runs, pipelines with their versions and idempotency keys in PostgreSQL: one small repository
 * an aggregate, which says its SQL itself. {@link dev.forge.archive.records.Archive} gives them.
 */
package dev.forge.archive.records;
