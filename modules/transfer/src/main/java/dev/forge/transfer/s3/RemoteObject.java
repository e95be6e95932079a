package dev.forge.transfer.s3;

import dev.forge.transfer.location.S3Location;
import dev.forge.transfer.workspace.Stamp;

/**
 * One version of an object.
 *
 * @param size in bytes
 * @param stamp the mode and time a Forge sink noted on it, else the object's own time
 */
public record RemoteObject(S3Location location, Version version, long size, Stamp stamp) {}
