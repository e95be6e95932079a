package dev.forge.contract.pipeline;

/** What is wrong with a value and what to do about it, without its place. */
record Complaint(String message, String fix) {}
