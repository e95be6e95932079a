/** Ends what runs for runs that Temporal has closed or forgotten without a word to their attempts. */
@NullMarked
package dev.forge.worker.reaper;

import org.jspecify.annotations.NullMarked;
