package dev.forge.starter.worker;

/**
 * Marks a bean that implements an activity interface of {@code contract}: it is served on
 * {@link dev.forge.contract.workflow.TaskQueues#STARTER}.
 */
public interface StarterActivities {}
