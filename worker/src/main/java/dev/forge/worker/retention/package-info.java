/** How long the archive keeps runs, and the Schedule that sees to it. */
@NullMarked
package dev.forge.worker.retention;

import org.jspecify.annotations.NullMarked;
