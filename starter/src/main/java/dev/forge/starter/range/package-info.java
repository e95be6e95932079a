/** Parts of what has bytes: of logs, of files. */
@NullMarked
package dev.forge.starter.range;

import org.jspecify.annotations.NullMarked;
