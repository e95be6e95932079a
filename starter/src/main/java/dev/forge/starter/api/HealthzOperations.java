package dev.forge.starter.api;

/** The call that tells whether the starter is there. */
interface HealthzOperations {
    /**
     * Answers while the starter itself is alive; whether it can do anything, {@code /health/readiness} tells.
     *
     * @return 200 {@code {"message": "ok", "status": 200}}, always
     */
    Healthz healthz();

    /** The one answer that there is. */
    record Healthz(String message, int status) {
        static final Healthz OK = new Healthz("ok", 200);
    }
}
