package dev.forge.starter.event;

/** An event in its place. */
record PlacedEvent(EventId id, RunEvent event) {}
