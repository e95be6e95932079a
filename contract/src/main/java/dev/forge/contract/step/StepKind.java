package dev.forge.contract.step;

/** What a step is in its run; a module may not be named as the other two. */
public enum StepKind {
    SOURCE,
    MODULE,
    SINK
}
