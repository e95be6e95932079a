/** Sets up what spans are given to. For mains alone. */
@NullMarked
package dev.forge.traces;

import org.jspecify.annotations.NullMarked;
