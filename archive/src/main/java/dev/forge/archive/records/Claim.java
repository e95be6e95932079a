package dev.forge.archive.records;

/** What became of the claim to a key. */
public sealed interface Claim {
    /** The key was free, and is this run's now. */
    record Claimed() implements Claim {}

    /** The same request had it before, and is that run. */
    record AlreadyThere(String runId) implements Claim {}

    /** Another request has it. */
    record OtherBody() implements Claim {}
}
