package dev.forge.k8s;

import dev.forge.contract.step.Failure;
import java.time.Instant;

/**
 * Forge's own decision to end an attempt, written on its Job before anything is ended: whoever looks later knows that
 * an exit code seen after it is not the module's own doing.
 *
 * @param failure what the attempt failed with: canceled, out of time, or of waiting for too long
 */
public record EndingMark(Instant at, Failure failure) {}
