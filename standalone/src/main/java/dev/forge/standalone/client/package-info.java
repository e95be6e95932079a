/** What the command line asks of a starter, by HTTP. */
@NullMarked
package dev.forge.standalone.client;

import org.jspecify.annotations.NullMarked;
