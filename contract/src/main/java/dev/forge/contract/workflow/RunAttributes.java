package dev.forge.contract.workflow;

import io.temporal.common.SearchAttributeKey;

/** What Temporal's visibility knows of a run: search attributes to find it by, memo fields to show. */
public final class RunAttributes {
    public static final SearchAttributeKey<String> PIPELINE = SearchAttributeKey.forKeyword("ForgePipeline");
    public static final SearchAttributeKey<String> STATUS = SearchAttributeKey.forKeyword("ForgeStatus");

    /** Set by Temporal on what a schedule starts: the schedule's id. */
    public static final SearchAttributeKey<String> SCHEDULED_BY =
            SearchAttributeKey.forKeyword("TemporalScheduledById");

    public static final String MEMO_PIPELINE = "pipeline";
    public static final String MEMO_STATUS = "status";
    /** A run's labels, a map of texts; not there where it has none. */
    public static final String MEMO_LABELS = "labels";
    /** The version of a pipeline that was found by its name, a number. */
    public static final String MEMO_PIPELINE_VERSION = "pipelineVersion";
    /** The values of the parameters that the pipeline declares, a map of texts; not there where it declares none. */
    public static final String MEMO_PARAMETERS = "parameters";
    /** The final {@link dev.forge.contract.run.RunReport} of a run that has ended. */
    public static final String MEMO_REPORT = "report";
    /** The workflow id of the {@link TurnsWorkflow} that it asked for its turn; not there where it needs none. */
    public static final String MEMO_TURNS = "turns";
    /** SHA-256 of the request, by which a second submission under one idempotency key is told from another body. */
    public static final String MEMO_REQUEST_HASH = "requestHash";

    /** The run that this one does once more; not there where it does not. */
    public static final String MEMO_RERUN_OF = "rerunOf";

    /** The {@link dev.forge.contract.pipeline.WatchedObject} that it is for; not there where it is for none. */
    public static final String MEMO_WATCH = "watch";

    private RunAttributes() {}
}
