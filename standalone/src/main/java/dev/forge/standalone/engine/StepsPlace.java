package dev.forge.standalone.engine;

import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.JobRuntime;
import java.util.Optional;

/**
 * Where an engine's steps run.
 *
 * @param kubernetes empty: as processes of this machine
 */
record StepsPlace(JobRuntime runtime, AttemptLogs logs, Optional<OnKubernetes> kubernetes) {}
