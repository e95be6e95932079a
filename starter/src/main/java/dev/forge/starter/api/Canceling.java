package dev.forge.starter.api;

import dev.forge.contract.run.RunState;
import java.util.Map;

/** The answer to a cancel request. */
record Canceling(String id, RunState state, Map<String, String> links) {}
