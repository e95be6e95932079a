/** Keeps the logs of containers, byte for byte, while they run. */
@NullMarked
package dev.forge.k8s.logs;

import org.jspecify.annotations.NullMarked;
