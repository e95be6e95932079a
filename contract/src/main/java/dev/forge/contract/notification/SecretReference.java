package dev.forge.contract.notification;

/** One key of a Secret. Its value never enters a workflow's input, history, log or error. */
public record SecretReference(String secret, String key) {}
