package dev.forge.starter.problem;

import java.util.Locale;

/** Everything that can go wrong with a call, with its HTTP status. The names are part of the API. */
public enum ProblemCode {
    BAD_REQUEST(400, "The request cannot be understood"),
    SYNTAX_ERROR(400, "The body cannot be read"),
    QUERY_PARAMETER_INVALID(400, "A query parameter is wrong"),
    FILE_PATH_INVALID(400, "The path is none of a file in a workspace"),
    IDEMPOTENCY_KEY_INVALID(400, "The Idempotency-Key is wrong"),
    PRECONDITION_INVALID(400, "If-Match or If-None-Match is wrong"),
    RANGE_INVALID(400, "The Range header is wrong"),
    HOST_REFUSED(403, "The Host header names another machine"),
    ORIGIN_REFUSED(403, "A page of another origin may not change anything here"),
    ROUTE_NOT_FOUND(404, "There is no such call"),
    RUN_NOT_FOUND(404, "There is no such run"),
    STEP_NOT_FOUND(404, "The run has no such step"),
    ATTEMPT_NOT_FOUND(404, "The step has no such attempt"),
    LOG_NOT_STARTED(404, "The step has not started"),
    SCHEDULE_NOT_FOUND(404, "There is no such schedule"),
    LOG_NOT_FOUND(404, "The attempt's log is not there"),
    WORKSPACE_NOT_FOUND(404, "The run's workspace is not there"),
    FILE_NOT_FOUND(404, "The workspace has no such file"),
    RESULT_NOT_FOUND(404, "The run has no such result"),
    PIPELINE_NOT_FOUND(404, "There is no such pipeline"),
    PIPELINE_VERSION_NOT_FOUND(404, "The pipeline has no such version"),
    RECIPE_NOT_FOUND(404, "There is no such recipe"),
    RECIPE_VERSION_NOT_FOUND(404, "The recipe has no such version"),
    WATCH_NOT_FOUND(404, "There is no such watch"),
    REBUILD_NOT_FOUND(404, "The archive has not been rebuilt"),
    METHOD_NOT_ALLOWED(405, "The method does not fit the path"),
    NOT_ACCEPTABLE(406, "The answer does not come in that media type"),
    RUN_ENDED(409, "The run has ended"),
    WORKSPACE_REMOVED(409, "The run's workspace has been removed"),
    FILE_REFUSED(409, "The file is not given out"),
    RUN_FORGOTTEN(409, "The run is not kept any more"),
    NO_DEFAULT_JOB(409, "There is no default job"),
    JOB_IMMUTABLE(409, "A job cannot be changed"),
    RUN_CANCELING(409, "The run is being canceled"),
    RUN_NOT_PAUSED(409, "The run is neither paused nor held"),
    STEP_RUNNING(409, "An attempt of the step runs"),
    STEP_SUCCEEDED(409, "The step has succeeded"),
    SCHEDULE_EXISTS(409, "There is another schedule of that id"),
    SCHEDULE_CHANGED(409, "The schedule was changed meanwhile"),
    BUCKET_REFUSED(409, "The bucket cannot be listed"),
    PRECONDITION_FAILED(412, "What is to be changed is not as it was expected"),
    BODY_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body's media type is not understood"),
    RANGE_NOT_SATISFIABLE(416, "There are none of the bytes that were asked for"),
    PIPELINE_INVALID(422, "The pipeline has mistakes"),
    RUN_REQUEST_INVALID(422, "The run request has mistakes"),
    JOB_INVALID(422, "The job has mistakes"),
    SCHEDULE_INVALID(422, "The schedule has mistakes"),
    WATCH_INVALID(422, "The watch has mistakes"),
    CANCEL_INVALID(422, "The cancel request has mistakes"),
    PAUSE_INVALID(422, "The pause request has mistakes"),
    CONTINUE_INVALID(422, "The continue request has mistakes"),
    CHANGE_INVALID(422, "The change has mistakes"),
    RECIPE_INVALID(422, "The recipe has mistakes"),
    IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key was used for another request"),
    INTERNAL_ERROR(500, "Forge made a mistake"),
    TEMPORAL_UNAVAILABLE(503, "Temporal does not answer"),
    WORKER_UNAVAILABLE(503, "No worker answers"),
    LOGS_UNAVAILABLE(503, "The log cannot be read now"),
    FILES_UNAVAILABLE(503, "The run's files cannot be read now"),
    RECIPES_UNAVAILABLE(503, "The place where recipes lie does not answer"),
    ARCHIVE_UNAVAILABLE(503, "The archive does not answer");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** As it stands in a problem document. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
