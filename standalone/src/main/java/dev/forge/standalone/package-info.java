/** Everything in one JVM, and the command line. */
@NullMarked
package dev.forge.standalone;

import org.jspecify.annotations.NullMarked;
