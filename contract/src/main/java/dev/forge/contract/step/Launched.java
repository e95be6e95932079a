package dev.forge.contract.step;

/**
 * The handle of a launched attempt, carried by the first heartbeat: whoever finds it only looks, and never
 * launches again.
 *
 * @param name the Job's name
 * @param uid the Job's uid; another Job of the same name has another
 */
public record Launched(String name, String uid) {}
