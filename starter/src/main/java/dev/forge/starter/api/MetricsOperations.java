package dev.forge.starter.api;

/** The call that tells what the starter counts. */
interface MetricsOperations {
    /**
     * Answers metrics as Prometheus reads them, in its text format; docs/metrics.md lists them.
     *
     * @return 200
     */
    byte[] metrics();
}
