package dev.forge.runtime.local;

import java.time.Clock;

/** The machine that the attempts run on: its processes, how to signal them, its time. */
record Machine(Processes processes, Signals signals, Clock clock) {}
