/** Attempts as Jobs: launched, awaited, ended and let go of. */
package dev.forge.k8s.attempts;
