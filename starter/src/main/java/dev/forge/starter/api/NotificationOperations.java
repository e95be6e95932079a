package dev.forge.starter.api;

/** Calls that tell who was told of a run's end. */
interface NotificationOperations {
    /**
     * Shows who was told of a run's last end, and how that stands: by {@code replyTo} of its request, {@code notify} of its
     * pipeline, or the platform.
     *
     * <p>There are none while the run is open. They are known for as long as Temporal keeps them. What is secret is not
     * shown: of a URL, neither its query.
     *
     * @return 200; 404 {@code run_not_found}; 503 {@code worker_unavailable}, {@code temporal_unavailable}
     */
    NotificationList notifications(String id);
}
