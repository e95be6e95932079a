package dev.forge.starter.run;

import dev.forge.starter.run.RunSubmission.Accepted;

/** Starts the one run of an idempotency key. */
interface KeyedStart {
    /** The run, which this call has started or another one before; refused where the key is another request's. */
    Accepted start(Order order, RequestKey key);
}
