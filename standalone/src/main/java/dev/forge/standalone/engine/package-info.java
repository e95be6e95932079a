/** The engine: worker, starter, Temporal and an object store, in or under one process. */
@NullMarked
package dev.forge.standalone.engine;

import org.jspecify.annotations.NullMarked;
