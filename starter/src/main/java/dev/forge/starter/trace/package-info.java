/** The spans of calls. */
@NullMarked
package dev.forge.starter.trace;

import org.jspecify.annotations.NullMarked;
