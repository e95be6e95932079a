/** The commands. */
@NullMarked
package dev.forge.standalone.cli;

import org.jspecify.annotations.NullMarked;
